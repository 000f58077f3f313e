import { MEASURES } from '../../../vocabulary/functions.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { baseOf, comparisonsOf } from '../comparison.ts';

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Nobody promises to be slow. */
export const rule: Rule = {
  code: 'TN1730',
  name: 'promise-direction',
  summary: 'A promise is the wrong way round.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, _model, report) => {
      for (const comparison of comparisonsOf(service)) {
        const { operator, expression, role } = comparison;
        const measure = MEASURES.get(baseOf(comparison));
        const flipped = FLIPPED[operator];
        if (!measure || !flipped) continue;
        // More copies bring down a load; of what they bring up there may be other reasons.
        if (role === 'keep' && measure.better === 'higher') continue;
        if (operator.startsWith('<') === (measure.better === 'lower')) continue;
        const text = expression.text.replace(operator, flipped);
        report({
          message:
            role === 'promise'
              ? `${expression.text} promises that ${measure.name} is bad: ${measure.better === 'lower' ? 'less' : 'more'} of it is better.`
              : `${expression.text} adds copies until ${measure.name} is high.`,
          origin: expression.origin,
          help: `Write ${text}.`,
          data: {
            replacements: isOwn(expression.origin)
              ? [
                  replace(
                    `Change to ${text}`,
                    expression.origin,
                    role === 'promise' ? text : `keep ${text}`,
                    true,
                  ),
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
