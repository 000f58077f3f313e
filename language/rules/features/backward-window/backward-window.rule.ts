import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { windowsOf } from '../windows.ts';

/** A window reaches back from the moment that is asked for, never forward. */
export const rule: Rule = {
  code: 'TN1410',
  name: 'backward-window',
  summary: 'A window reaches into the future, or has no length.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(featuresWord, (block, _model, report) => {
      for (const { feature, row, node, length } of windowsOf(block)) {
        if (length.value > 0) continue;
        const right = textOf(node).replace(/^-\s*/u, '');
        report({
          message:
            length.value < 0
              ? `The window of ${feature} (${textOf(node)}) reaches into the future.`
              : `The window of ${feature} has no length, so there are no rows in it.`,
          origin: block.originOf(node, row.in, feature),
          help: 'Windows reach back; write how far, such as over 7d.',
          data: {
            replacements:
              length.value < 0 && right !== textOf(node)
                ? [
                    {
                      title: `Change to ${right}`,
                      edits: [replaceNode(row.in.reader.names.file.path, node, right)],
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
