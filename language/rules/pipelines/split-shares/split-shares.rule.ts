import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../step-results.ts';

/** Rounding of the sum of percentages in binary fractions. */
const TOLERANCE = 1e-9;

/** Every row goes into exactly one part. */
export const rule: Rule = {
  code: 'TN1605',
  name: 'split-shares',
  summary: "The shares of a split don't add up to 100 %.",
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'split') || step.parts.length === 0) continue;
        const sum = step.parts.reduce((total, { share }) => total + share.value, 0);
        if (Math.abs(sum - 1) < TOLERANCE) continue;
        const last = step.parts.at(-1)!;
        const rest = 1 - (sum - last.share.value);
        report({
          message: `The parts of ${step.name} add up to ${percent(sum)}, not to 100%.`,
          origin: last.share.origin,
          help:
            sum < 1
              ? `${percent(1 - sum)} of the rows would be in no part.`
              : `${percent(sum - 1)} of the rows would be in two parts.`,
          data: {
            replacements:
              rest > TOLERANCE
                ? [replace(`Change ${last.name} to ${percent(rest)}`, last.share.origin, percent(rest), true)]
                : [],
          },
          related: step.parts.slice(0, -1).map(({ name, share }) => ({
            origin: share.origin,
            message: `${name}: ${percent(share.value)}`,
          })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
