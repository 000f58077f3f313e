import type { Clause, Expression, Statement } from '../generated/ast.ts';
import type { BlockLayer, Layered, Block } from '../model/lowering/block.ts';
import { oneLine } from '../model/lowering/context.ts';
import { parameterValue } from '../model/lowering/kinds/param.ts';
import type { Origin } from '../model/origin.ts';
import { compareKey } from '../scoping/statement-key.ts';
import { whereIs } from '../scoping/place.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { keyOf, textOfValue, type Leaf } from './leaf.ts';

/** The values of a declaration that the resolved model has no element for: what its statements say, layer over layer. */
export function statementLeaves(block: Block, symbol: Symbol): Leaf[] {
  const clauses = block.layers.flatMap((layer) =>
    layer.clauses.map((node): Said => ({ node, layer, property: node.word, path: [] })),
  );
  return layered([...clauses, ...block.statements().flatMap((each) => saidBy(each, []))], symbol);
}

/** One statement with the path that it is called by; of several that are called alike the last layer's hold. */
interface Said {
  readonly node: Statement | Clause;
  readonly layer: BlockLayer;
  readonly path: readonly string[];
  readonly property: string;
  readonly about?: string;
  readonly value?: Expression;
}

function saidBy({ node, in: layer }: Layered<Statement>, path: readonly string[]): Said[] {
  const said = { node, layer, path };
  switch (node.$type) {
    case 'Entry':
      return [
        { ...said, property: node.name, ...(node.value && !node.formula ? { value: node.value } : {}) },
      ];
    case 'Action':
      return [{ ...said, property: node.verb, about: compareKey(node.object) }];
    case 'Condition':
      return [{ ...said, property: 'condition', about: compareKey(node.expression) }];
    case 'Handler':
      return [{ ...said, property: `on ${node.event}` }];
    case 'When':
    case 'ForEach':
    case 'PackageStatement':
    case 'ImportStatement':
      return [{ ...said, property: node.$type === 'When' ? 'when' : 'for each', about: oneLine(node) }];
    default: {
      const inner = [...path, node.noun, ...(node.name === undefined ? [] : [node.name])];
      const statements = node.body?.statements ?? [];
      return statements.length === 0
        ? [{ ...said, property: [node.noun, node.name ?? ''].join(' ').trim() }]
        : statements.flatMap((each) => saidBy({ node: each, in: layer }, inner));
    }
  }
}

function layered(all: readonly Said[], symbol: Symbol): Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const said of all) {
    const property = [...said.path, said.property].join('.');
    const { about } = said;
    const name = JSON.stringify([property, about]);
    const below = leaves.get(name);
    const value = said.value && parameterValue(said.layer.reader.evaluate(said.value));
    const text = value === undefined ? oneLine(said.value ?? said.node) : textOfValue(value);
    leaves.set(name, {
      property,
      ...(about === undefined ? {} : { about }),
      text,
      key: value === undefined ? text : keyOf(value),
      origin: originOf(said, property, symbol),
      under: below ? [{ text: below.text, origin: below.origin }, ...below.under] : [],
    });
  }
  return [...leaves.values()];
}

const originOf = ({ node, layer }: Said, property: string, symbol: Symbol): Origin => ({
  file: layer.reader.names.file.path,
  range: whereIs(node),
  element: symbol.qualifiedName,
  property,
  layer: layer.layer,
});
