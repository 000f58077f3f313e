import type { Sourced } from '../../../model/origin.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

const USUAL = { alpha: '5%', beta: '20%', effect: '1%' } as const;

/** Chances of an error of one half and more are those of a coin. */
export const rule: Rule = {
  code: 'TN2108',
  name: 'experiment-error-rates',
  summary: 'The chances of an error in an experiment are no better than a coin.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('experiment', ({ name, power }, _model, report) => {
      if (!power) return;
      const check = (what: keyof typeof USUAL, rate: Sourced<number> | undefined, most: number): void => {
        if (!rate || (rate.value > 0 && rate.value < most)) return;
        const hundredth = rate.value / 100;
        const meant = hundredth > 0 && hundredth < 0.5 && rate.value >= 1 ? percent(hundredth) : USUAL[what];
        report({
          message:
            rate.value <= 0
              ? `With ${what} of ${percent(rate.value)} ${name} needs samples without end.`
              : `With ${what} of ${percent(rate.value)} ${name} is decided by chance.`,
          origin: rate.origin,
          help: `Usual is ${USUAL[what]}.`,
          data: {
            replacements: isOwn(rate.origin)
              ? [replace(`Change to ${meant}`, rate.origin, `${what}: ${meant}`, meant !== USUAL[what])]
              : [],
          },
        });
      };
      check('alpha', power.alpha, 0.5);
      check('beta', power.beta, 0.5);
      check('effect', power.effect, Infinity);
    }),
  ],
  fixes: [replaceFix],
};

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
