import { dataset, labels as labelsWord } from '../../../vocabulary/areas/datasets.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** The place of a class in the list is its number, in the labels as in the examples. */
export const rule: Rule = {
  code: 'TN2121',
  name: 'label-classes',
  summary: 'A dataset has other classes than the labels it is made from.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(dataset, (block, model, report) => {
      const classes = block.get('classes');
      if (!classes) return;
      for (const { symbol } of block.clause('from')?.value ?? []) {
        const labels = symbol.kind === 'labels' ? model.block(labelsWord, symbol) : undefined;
        const chosen = labels?.get('classes');
        if (!chosen || chosen.value.join() === classes.value.join()) continue;
        const lost = chosen.value.filter((each) => !classes.value.includes(each));
        const added = classes.value.filter((each) => !chosen.value.includes(each));
        const what =
          lost.length > 0
            ? `has no class ${lost.join(', ')}, which people can choose`
            : added.length > 0
              ? `has the class ${added.join(', ')}, which nobody can choose`
              : 'has them in another order, so every number means another class';
        const text = `classes: [${chosen.value.join(', ')}]`;
        report({
          message: `${block.symbol.name} takes the labels of ${symbol.name} and ${what}.`,
          origin: classes.origin,
          help: `Write ${text}.`,
          data: {
            replacements: isOwn(classes.origin)
              ? [replace(`Change to ${text}`, classes.origin, text, true)]
              : [],
          },
          related: [{ origin: chosen.origin, message: 'The classes that people choose from.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
