import { MEASURES } from '../../../vocabulary/functions.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { changeLimit } from '../change-limit.ts';
import { baseOf, comparisonsOf, type Comparison } from '../comparison.ts';

/** A share of something is between nothing and all of it. */
export const rule: Rule = {
  code: 'TN1729',
  name: 'ratio-limit',
  summary: 'A share is compared with one that can not be.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, _model, report) => {
      for (const comparison of comparisonsOf(service)) {
        const { limit, expression } = comparison;
        if (MEASURES.get(baseOf(comparison))?.dimension !== 'ratio') continue;
        // A number without a unit is another rule's finding.
        const value = typeof limit !== 'number' ? limit.value : limit <= 1 ? limit : undefined;
        if (value === undefined) continue;
        const isAll = baseOf(comparison) === 'availability' && value === 1;
        if (!isAll && value >= 0 && value <= 1) continue;
        const wanted = isAll ? '99.9%' : percent(plausible(value, comparison));
        report({
          message: isAll
            ? `${expression.text} leaves no room for a single failure.`
            : `${expression.text} ${comparison.operator.startsWith('<') ? 'always' : 'never'} holds: a share is at most 100%.`,
          origin: comparison.origin,
          severity: isAll ? 'warning' : 'error',
          help: `Write ${wanted}, or what is meant.`,
          data: { replacements: changeLimit(comparison, wanted) },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** A slip of the comma or a digit too many: 700 % is 70 %, 999 % is 99.9 %. */
function plausible(value: number, { operator }: Comparison): number {
  const shifted = [value / 10, value / 100].find((each) => each > 0 && each < 1);
  return shifted !== undefined && (operator.startsWith('<') || shifted > 0.5)
    ? shifted
    : operator.startsWith('<')
      ? 0.7
      : 0.999;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))}%`;
