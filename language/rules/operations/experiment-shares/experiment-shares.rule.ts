import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

const TOLERANCE = 1e-9;

/** Every request belongs to one variant. */
export const rule: Rule = {
  code: 'TN2106',
  name: 'experiment-shares',
  summary: "The shares of an experiment don't add up to 100 %.",
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('experiment', ({ name, split }, _model, report) => {
      const shares = (split?.variants ?? []).flatMap(({ share }) => share ?? []);
      // A variant without a share is told by the check of its words.
      if (!split || shares.length === 0 || shares.length < split.variants.length) return;
      const sum = shares.reduce((total, { value }) => total + value, 0);
      if (Math.abs(sum - 1) < TOLERANCE) return;
      const last = shares.at(-1)!;
      const equal = 1 / shares.length;
      const rest = 1 - (sum - last.value);
      const canChange = shares.every(({ origin }) => isOwn(origin));
      const replacements: Replacement[] = canChange
        ? [
            ...(isRound(equal)
              ? [
                  {
                    title: `Give each ${percent(equal)}`,
                    edits: shares.flatMap(
                      ({ origin }) => replace('', origin, `share: ${percent(equal)}`).edits,
                    ),
                    preferred: true,
                  },
                ]
              : []),
            ...(rest > TOLERANCE
              ? [replace(`Change the last share to ${percent(rest)}`, last.origin, `share: ${percent(rest)}`)]
              : []),
          ]
        : [];
      report({
        message: `The variants of ${name} get ${percent(sum)} of the requests, not 100%.`,
        origin: last.origin,
        help:
          sum < 1
            ? `${percent(1 - sum)} of the requests belong to no variant.`
            : `${percent(sum - 1)} of the requests are given away twice.`,
        data: { replacements },
        related: shares.slice(0, -1).map(({ origin, value }) => ({ origin, message: percent(value) })),
      });
    }),
  ],
  fixes: [replaceFix],
};

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
const isRound = (share: number): boolean => Number.isInteger(Number((share * 100).toFixed(6)));
