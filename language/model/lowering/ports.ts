import { documentationOf } from '../../parser/index.ts';
import type { Declaration } from '../../generated/ast.ts';
import { whereIs } from '../../scoping/place.ts';
import { readType } from '../../types/read-type.ts';
import { UNKNOWN_TYPE } from '../../types/data-type.ts';
import { input, output } from '../../vocabulary/areas/models.ts';
import { list, reference } from '../../vocabulary/value-type.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type { Port } from '../learning.ts';
import type { Origin } from '../origin.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';
import { optional } from './optional.ts';

/** The inputs or outputs of a model or service, in the order written. */
export function portsOf(block: Block, direction: 'input' | 'output', context: LoweringContext): Port[] {
  return block.children(direction === 'input' ? input : output).flatMap((child): Port[] => {
    const node = child.top.node as Declaration;
    if (!node.name) return [];
    const documentation = documentationOf(node);
    const qualifiedName = `${block.symbol.qualifiedName}.${node.name}`;
    // An input and an output may have the same name, so the port's own place is taken and not the symbol's.
    const origin: Origin = { ...child.originOf(node, child.top), element: qualifiedName };
    return [
      {
        kind: direction,
        name: node.name,
        qualifiedName,
        ...optional('documentation', documentation),
        origin,
        type: node.type ? readType(node.type, () => undefined) : UNKNOWN_TYPE,
        nameOrigin: { ...origin, range: whereIs(node, 'name') },
        ...(node.type ? { typeOrigin: { ...origin, range: whereIs(node.type) } } : {}),
        ...(direction === 'input' ? filledBy(child, context) : givenBy(child, context)),
      },
    ];
  });
}

const FILLERS = list(reference('features', 'bundle', 'feature', 'step', 'input'));

function filledBy(child: Block, context: LoweringContext): Pick<Port, 'features' | 'from'> {
  const from = child.clauseExpression('from');
  const fillers = from ? (from.reader.silently().read(FILLERS, from.node) ?? []) : [];
  const features = fillers.flatMap(({ symbol }) => featuresOf(symbol, context));
  const refs = features.map((symbol) => context.refTo<'feature'>(symbol, from!.origin));
  const first = fillers[0];
  return {
    features: refs,
    ...(refs.length === 0 && first && from ? { from: context.ref(first, from.origin) } : {}),
  };
}

/** One for each position of the last axis: all features of a view or bundle, in the order in which it has them. */
function featuresOf(symbol: Symbol, context: LoweringContext): readonly Symbol[] {
  if (symbol.kind === 'feature') return [symbol];
  if (symbol.kind !== 'features' && symbol.kind !== 'bundle') return [];
  return [...(context.analysis.rowsOf(symbol)?.values() ?? [])].flatMap((meaning) => meaning.symbol ?? []);
}

function givenBy(child: Block, context: LoweringContext): Pick<Port, 'features' | 'from' | 'part'> {
  const from = (child as Block<typeof output>).clause('from');
  if (!from) return { features: [] };
  const { symbol, part } = from.value;
  return { features: [], from: context.refTo(symbol, from.origin), ...optional('part', part) };
}
