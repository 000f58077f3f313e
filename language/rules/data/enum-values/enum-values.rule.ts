import { printType, type DataType } from '../../../types/data-type.ts';
import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenRow } from '../../written.ts';

/** Each value of an enumeration is written once. */
export const rule: Rule = {
  code: 'TN1333',
  name: 'enum-values',
  summary: 'An enumeration names a value twice.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('source', (source, model, report) => {
      for (const { name, type, origin } of source.columns) {
        const twice = repeatedIn(type);
        if (twice.length === 0) continue;
        const row = writtenRow(model.ownBlock(sourceWord, source)?.symbol.members.get(name));
        report({
          message: `${name} has ${twice.length === 1 ? 'a value' : 'values'} twice: ${twice.join(', ')}.`,
          origin,
          help: 'Each value stands once; its place in the list is its number.',
          data: {
            replacements: row?.node.value
              ? [
                  {
                    title: `Remove what is repeated: ${twice.join(', ')}`,
                    edits: [replaceNode(row.file, row.node.value, printType(once(type)))],
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

const repeatedIn = (type: DataType): readonly string[] => {
  const values = type.kind === 'enum' ? type.values : type.kind === 'list' ? valuesOf(type.item) : [];
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
};

const valuesOf = (type: DataType): readonly string[] => (type.kind === 'enum' ? type.values : []);

function once(type: DataType): DataType {
  if (type.kind === 'enum') return { ...type, values: [...new Set(type.values)] };
  return type.kind === 'list' ? { ...type, item: once(type.item) } : type;
}
