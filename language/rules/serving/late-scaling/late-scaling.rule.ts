import type { Quantity } from '../../../types/quantity.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { changeLimit } from '../change-limit.ts';
import { comparisonsOf } from '../comparison.ts';
import { durationText } from '../../duration-text.ts';

/** Copies take minutes to start, so they are asked for before the promise is broken. */
const PART = 0.75;

/** What scales at the limit of the promise scales when it is broken. */
export const rule: Rule = {
  code: 'TN1731',
  name: 'late-scaling',
  summary: 'A service asks for more copies only when its promise is broken.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, _model, report) => {
      const all = comparisonsOf(service);
      for (const keep of all) {
        const promise = all.find((one) => one.role === 'promise' && one.measure === keep.measure);
        if (keep.role !== 'keep' || !promise) continue;
        const [late, limit] = [keep.limit, promise.limit];
        if (typeof late === 'number' || typeof limit === 'number' || late.dimension !== limit.dimension)
          continue;
        if (!keep.operator.startsWith('<') || !promise.operator.startsWith('<') || late.value < limit.value)
          continue;
        const earlier = earlierThan(limit);
        report({
          message: `${service.name} gets more copies when ${keep.measure} is at ${late.text}, and ${promise.expression.text} is promised.`,
          origin: keep.origin,
          help: `Begin before that, such as at ${earlier ?? 'three quarters of it'}.`,
          data: { replacements: earlier === undefined ? [] : changeLimit(keep, earlier, true) },
          related: [{ origin: promise.expression.origin, message: 'It is promised here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function earlierThan({ value, dimension }: Quantity): string | undefined {
  if (dimension === 'duration') return durationText(value * PART);
  return dimension === 'ratio' ? `${Number((value * PART * 100).toPrecision(2))}%` : undefined;
}
