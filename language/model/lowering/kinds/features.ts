import { features } from '../../../vocabulary/areas/features.ts';
import { quantity } from '../../../vocabulary/value-type.ts';
import { isEntry } from '../../../generated/ast.ts';
import type { Feature, Features } from '../../data.ts';
import type { Ref } from '../../element.ts';
import type { Block } from '../block.ts';
import type { LoweringContext } from '../context.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';

export const lowering: KindLowering<'features'> = {
  kind: 'features',
  lower(symbol, context) {
    const block = context.block(features, symbol);
    const refs = <K extends string>(word: 'of' | 'from'): Ref<K>[] => {
      const found = block.clause(word);
      return found ? found.value.map((each) => context.ref<K>(each, found.origin)) : [];
    };
    return {
      ...context.element('features', symbol),
      of: refs<'entity'>('of'),
      from: refs('from'),
      version: block.require('version'),
      ...optional('ttl', block.get('ttl')),
      stores: storesOf(block),
      compute: block.require('compute'),
      features: featuresOf(block, context),
    };
  },
};

/** The stores by name; `stores: { online: redis_main }` says in addition where each of them is. */
function storesOf(block: Block<typeof features>): Features['stores'] {
  const last = block.entries('stores').at(-1);
  if (!last?.node.body) return block.require('stores');
  const names = last.node.body.statements.flatMap((statement) =>
    isEntry(statement) ? [statement.name] : [],
  );
  return { value: names, origin: block.originOf(last.node, last.in, 'stores') };
}

const WINDOW = quantity('duration');

function featuresOf(block: Block, context: LoweringContext): Feature[] {
  const result: Feature[] = [];
  for (const { node, in: layer } of block.rows()) {
    if (!node.formula) continue;
    const symbol = context.analysis.scopeOf(block.symbol).member(block.symbol, node.name);
    if (symbol?.kind !== 'feature') continue;
    const over = node.clauses.find((clause) => clause.word === 'over')?.value;
    // A window that can't be read was reported; it is not the same as none.
    const window = over && (layer.reader.read(WINDOW, over)?.value ?? 0);
    const origin = { ...block.originOf(node, layer), element: symbol.qualifiedName };
    const formula = context.expression(node.formula, 'features', block.symbol, layer.reader, origin, window);
    result.push({
      ...context.element('feature', symbol),
      type: node.value ? context.analysis.types.typeOf(symbol) : formula.type,
      typeInferred: !node.value,
      formula,
    });
  }
  return result;
}
