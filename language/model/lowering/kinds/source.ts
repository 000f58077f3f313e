import { isEntry } from '../../../generated/ast.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { columns, schema, source } from '../../../vocabulary/areas/data.ts';
import type { Column, Source } from '../../data.ts';
import type { Sourced } from '../../origin.ts';
import type { Block } from '../block.ts';
import type { LoweringContext } from '../context.ts';
import type { KindLowering } from '../kind-lowering.ts';
import { optional } from '../optional.ts';

export const lowering: KindLowering<'source'> = {
  kind: 'source',
  lower(symbol, context) {
    const block = context.block(source, symbol);
    const from = block.clause('from');
    const location = block.get('location');
    const written = columnsOf(block, context);
    return {
      ...context.element('source', symbol),
      ...optional('format', block.get('format')),
      ...optional('location', location),
      ...optional('eventTime', block.get('event_time')),
      ...optional('topic', block.get('topic')),
      ...(from ? { from: context.ref(from.value, from.origin) } : {}),
      columns: written.length > 0 || !location ? written : fileColumnsOf(symbol, location, context),
    } satisfies Source;
  },
};

/** Without a schema the data file says which columns there are; each comes from the line that names the file. */
function fileColumnsOf(symbol: Symbol, location: Sourced<string>, context: LoweringContext): Column[] {
  const fact = context.analysis.facts.schema(location.value);
  if (!fact || 'problem' in fact) return [];
  return fact.columns.map(({ name, type }) => ({
    kind: 'column',
    name,
    qualifiedName: `${symbol.qualifiedName}.${name}`,
    origin: location.origin,
    type,
    key: false,
  }));
}

export function columnsOf(block: Block, context: LoweringContext): Column[] {
  const result: Column[] = [];
  for (const word of [schema, columns]) {
    for (const child of block.children(word)) {
      for (const { node, in: layer } of child.rows()) {
        const symbol = context.analysis.scopeOf(block.symbol).member(block.symbol, node.name);
        if (symbol?.kind !== 'column' || !isEntry(symbol.node)) continue;
        const where = node.clauses.find((clause) => clause.word === 'where')?.value;
        const origin = child.originOf(node, layer);
        result.push({
          ...context.element('column', symbol),
          type: context.analysis.types.typeOf(symbol),
          key: node.flags.includes('key'),
          ...(where
            ? { where: context.expression(where, 'columns', block.symbol, layer.reader, origin) }
            : {}),
        });
      }
    }
  }
  return result;
}
