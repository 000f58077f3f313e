import { printType } from '../../../types/data-type.ts';
import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenRow } from '../../written.ts';

/** A row whose key is null belongs to nothing. */
export const rule: Rule = {
  code: 'TN1330',
  name: 'nullable-key',
  summary: 'A key column may be null.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('source', (source, model, report) => {
      for (const { name, key, type, origin } of source.columns) {
        if (!key || !type.nullable) continue;
        const row = writtenRow(model.ownBlock(sourceWord, source)?.symbol.members.get(name));
        const bare = printType({ ...type, nullable: false });
        report({
          message: `${name} is part of the key of ${source.name} and may be null.`,
          origin,
          help: `Rows without ${name} match no other row: declare it as ${bare}, and expect not_null(${name}) where the rows are validated.`,
          data: {
            replacements: row?.node.value
              ? [
                  {
                    title: `Change to ${bare}`,
                    edits: [replaceNode(row.file, row.node.value, bare)],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
