import { textOf } from '../../../parser/index.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { dataset, splitOfDataset } from '../../../vocabulary/areas/datasets.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { itemsOf, writtenAt } from '../../written.ts';

/** What stays as it is has to be there. */
export const rule: Rule = {
  code: 'TN1342',
  name: 'frozen-part',
  summary: 'A dataset freezes a part that it does not have.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(dataset, (block, _model, report) => {
      const parts = block
        .actions(splitOfDataset.verb)
        .flatMap((action) => block.actionBlock(splitOfDataset, action).rows())
        .map(({ node }) => node.name);
      const entry = block.entries('frozen').at(-1);
      // Without parts of its own the examples may be divided by their tool.
      if (!entry || parts.length === 0) return;
      for (const item of itemsOf(entry.node.value)) {
        const name = textOf(item);
        if (item.$type !== 'NameRef' || parts.includes(name)) continue;
        const near = suggest(name, parts);
        const at = writtenAt(entry.in.reader.names.file.path, item);
        report({
          message: `${block.symbol.name} has no part ${name} that could stay as it is.`,
          origin: block.originOf(item, entry.in, 'frozen'),
          help: didYouMean(near) ?? `Parts: ${parts.join(', ')}.`,
          data: {
            replacements: parts.map((part) => replace(`Change to ${part}`, at, part, part === near)),
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
