import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../step-results.ts';

/** What is given to a part that has none, in hundredths. */
const USUAL = 0.1;

/** Each part of a split has rows. */
export const rule: Rule = {
  code: 'TN1640',
  name: 'empty-part',
  summary: 'A part of a split gets no rows.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'split')) continue;
        const largest = [...step.parts].sort((a, b) => b.share.value - a.share.value)[0];
        for (const { name, share } of step.parts) {
          if (share.value > 0 || !largest) continue;
          const rest = percent(largest.share.value - USUAL);
          report({
            message: `The part ${name} of ${step.name} gets no rows.`,
            origin: share.origin,
            help: 'Give it a share, or remove it.',
            data: {
              replacements:
                largest.share.value > USUAL
                  ? [
                      {
                        title: `Change ${largest.name} to ${rest} and ${name} to ${percent(USUAL)}`,
                        edits: [
                          { ...at(largest.share.origin), newText: rest },
                          { ...at(share.origin), newText: percent(USUAL) },
                        ],
                      },
                    ]
                  : [],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const at = <R>({ file, range }: { readonly file: string; readonly range: R }) => ({ file, range });

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
