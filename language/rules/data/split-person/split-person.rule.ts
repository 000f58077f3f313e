import { schema, columns } from '../../../vocabulary/areas/data.ts';
import { dataset, splitOfDataset } from '../../../vocabulary/areas/datasets.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { clauseOf, itemsOf } from '../../written.ts';
import { textOf } from '../../../parser/index.ts';

/** Examples of one person that lie in both parts let the model know the person. */
export const rule: Rule = {
  code: 'TN1346',
  name: 'split-person',
  summary: 'A dataset with several rows of a person is split row by row.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(dataset, (block, _model, report) => {
      const rows = [...block.children(schema), ...block.children(columns)].flatMap((table) => table.rows());
      const keys = rows.flatMap(({ node }) => (node.flags.includes('key') ? [node.name] : []));
      const person = rows.find(({ node }) => node.flags.includes('pii') && !node.flags.includes('key'));
      for (const { node, in: layer } of block.actions(splitOfDataset.verb)) {
        const by = clauseOf(node, 'by');
        const names = itemsOf(by).map((item) => textOf(item));
        if (!by || !person || names.length === 0 || !names.every((name) => keys.includes(name))) continue;
        const { name } = person.node;
        report({
          message: `${block.symbol.name} is split by ${names.join(', ')}, the key of a row, so rows of one ${name} are in several parts.`,
          origin: block.originOf(by, layer, 'split'),
          help: `The model recognises a ${name} that it was trained on. Split by ${name}.`,
          data: {
            replacements: [
              {
                title: `Split by ${name}`,
                edits: [replaceNode(layer.reader.names.file.path, by, name)],
              },
            ],
          },
          related: [{ origin: block.originOf(person.node, person.in), message: `${name} is personal data.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
