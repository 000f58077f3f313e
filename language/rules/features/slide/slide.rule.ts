import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { windowsOf } from '../windows.ts';

/** Windows move on often enough that each row is in one, and that values are as fresh as is promised. */
export const rule: Rule = {
  code: 'TN1405',
  name: 'slide',
  summary: 'Windows move on in steps that are longer than they are, or than values may lag behind.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(featuresWord, (block, _model, report) => {
      const slide = block.get('slide');
      if (!slide) return;
      const freshness = block.get('freshness');
      const [shortest] = windowsOf(block);
      const limit =
        shortest && shortest.length.value > 0 && slide.value.value > shortest.length.value
          ? {
              text: shortest.length.text,
              why: `${shortest.feature} looks back ${shortest.length.text}: rows in between are never counted`,
            }
          : freshness && slide.value.value > freshness.value.value
            ? {
                text: freshness.value.text,
                why: `values may lag behind by ${freshness.value.text}, which can't be kept`,
              }
            : undefined;
      if (!limit) return;
      const written = writtenValue(block, 'slide');
      report({
        message: `The windows of ${block.symbol.name} move on every ${slide.value.text}, and ${limit.why}.`,
        origin: slide.origin,
        help: `Let them move on every ${limit.text} or more often.`,
        data: {
          replacements: written
            ? [
                {
                  title: `Change slide to ${limit.text}`,
                  edits: [replaceNode(written.file, written.node, limit.text)],
                  preferred: true,
                },
              ]
            : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
