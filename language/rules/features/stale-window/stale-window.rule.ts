import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { windowsOf } from '../windows.ts';

/** A value over the last five minutes that is an hour old says nothing of the last five minutes. */
export const rule: Rule = {
  code: 'TN1420',
  name: 'stale-window',
  summary: 'Stored values may lag behind by more than the window that they are computed over.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(featuresWord, (block, _model, report) => {
      const freshness = block.get('freshness');
      const [shortest] = windowsOf(block);
      if (!freshness || !shortest || shortest.length.value <= 0) return;
      if (freshness.value.value <= shortest.length.value) return;
      const written = writtenValue(block, 'freshness');
      report({
        message: `${shortest.feature} is about the last ${shortest.length.text}, and may lag behind by ${freshness.value.text}.`,
        origin: freshness.origin,
        help: `By then its window has passed. Let values lag behind by ${shortest.length.text} at most, or give it a longer window.`,
        data: {
          replacements: written
            ? [
                {
                  title: `Change freshness to ${shortest.length.text}`,
                  edits: [replaceNode(written.file, written.node, shortest.length.text)],
                },
              ]
            : [],
        },
        related: [
          { origin: block.originOf(shortest.row.node, shortest.row.in), message: 'The shortest window.' },
        ],
      });
    }),
  ],
  fixes: [replaceFix],
};
