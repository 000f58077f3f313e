import { servingTime } from '../../../capacity/index.ts';
import type { Term } from '../../../capacity/index.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { baseOf, comparisonsOf, upperBound } from '../comparison.ts';
import { durationText } from '../../duration-text.ts';

const TIMES: ReadonlySet<string> = new Set(['latency', 'queue_time']);
/** Part of a promise that may be spent on waiting, so that the rest is left for the model and the network. */
const PART_FOR_WAITING = 1 / 4;

/** Whoever comes first waits for the batch to fill: when few requests come, that is every one of them. */
export const rule: Rule = {
  code: 'TN1705',
  name: 'queue-delay',
  summary: 'Requests may wait for others longer than they are promised to take.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, _model, report) => {
      const { result, terms } = servingTime(service).batchWait;
      const wait = result?.value ?? 0;
      if (wait <= 0) return;
      for (const comparison of comparisonsOf(service)) {
        const limit = TIMES.has(baseOf(comparison)) ? upperBound(comparison, 'duration') : undefined;
        if (limit === undefined || limit > wait) continue;
        report({
          message: `${comparison.expression.text} can't hold: requests wait up to ${durationText(wait)} for a batch to fill.`,
          origin: comparison.origin,
          help: `Let them wait ${durationText(limit * PART_FOR_WAITING)} at most, so that there is time left for the model.`,
          data: { replacements: shorter(terms, (limit * PART_FOR_WAITING) / wait) },
          related: terms.flatMap(({ name, value, origin }) =>
            origin ? [{ origin, message: `The ${name}: ${durationText(value)}.` }] : [],
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function shorter(terms: readonly Term[], factor: number): readonly Replacement[] {
  const waits = terms.flatMap(({ value, origin }) =>
    origin ? [{ origin, text: durationText(value * factor) }] : [],
  );
  if (waits.length === 0 || waits.some(({ origin }) => !isOwn(origin))) return [];
  return [
    {
      title: titleOf(waits.map(({ text }) => text)),
      edits: waits.flatMap(({ origin, text }) => replace('', origin, `within ${text}`).edits),
      preferred: true,
    },
  ];
}

function titleOf(waits: readonly string[]): string {
  const different = [...new Set(waits)];
  return different.length < waits.length
    ? `Wait ${different.join(' and ')} at most in each step`
    : `Wait ${waits.join(' and ')} at most`;
}
