import { columns, schema, source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { isAggregate, nodesOf } from '../../expression-nodes.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenRow } from '../../written.ts';

/** A look-up finds one row, so the table has one row for each entity. */
export const rule: Rule = {
  code: 'TN1422',
  name: 'look-up-key',
  summary: 'A table without a time is looked up by columns that are not its key.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      const keys = view.of.flatMap((of) => model.element('entity', of)?.key.value ?? []);
      const roots = view.features.map(({ formula }) => formula.root);
      for (const from of view.from) {
        const source = from.kind === 'source' ? model.element('source', from) : undefined;
        // With a time, the latest row is meant.
        if (!source || source.eventTime || source.columns.length === 0 || keys.length === 0) continue;
        const own = source.columns.filter(({ key }) => key).map(({ name }) => name);
        const isLookedUp = roots.some((root) =>
          [...nodesOf(root, (node) => !isAggregate(node))].some(
            (node) => node.node === 'column' && node.source?.qualifiedName === source.qualifiedName,
          ),
        );
        const isUnique = own.length > 0 && own.every((name) => keys.includes(name));
        const wanted = keys.filter((name) => source.columns.some((column) => column.name === name));
        if (!isLookedUp || isUnique || wanted.length === 0) continue;
        const block = model.block(sourceWord, source);
        // Columns that a file brings can't be marked.
        if (!block || (block.children(schema).length === 0 && block.children(columns).length === 0)) continue;
        report({
          message: `${view.name} looks a row of ${source.name} up by ${wanted.join(', ')}, and ${source.name} ${own.length === 0 ? 'has no key' : `has the key ${own.join(', ')}`}.`,
          origin: from.origin,
          help:
            own.length === 0
              ? `If there is one row for each ${wanted.join(', ')}, mark it as key; else each example may find several rows.`
              : 'Each example may find several rows. Give the entity all columns of the key, or take an aggregate.',
          data: {
            replacements:
              own.length > 0
                ? []
                : [
                    {
                      title: `Mark ${wanted.join(', ')} as key of ${source.name}`,
                      edits: wanted.flatMap((name) => {
                        const row = writtenRow(block.symbol.members.get(name));
                        const end = row?.node.value && whereIs(row.node.value).end;
                        return row && end
                          ? [{ file: row.file, range: { start: end, end }, newText: ' key' }]
                          : [];
                      }),
                    },
                  ],
          },
          related: [{ origin: source.origin, message: `The columns of ${source.name}.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
