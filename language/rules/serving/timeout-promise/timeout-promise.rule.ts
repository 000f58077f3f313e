import { servingTime } from '../../../capacity/index.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { baseOf, comparisonsOf, upperBound } from '../comparison.ts';
import { durationText } from '../../duration-text.ts';

/** A request that is ended with an error before the promise is broken counts as a fast one. */
export const rule: Rule = {
  code: 'TN1707',
  name: 'timeout-promise',
  summary: 'Requests end with an error before their promised time, or before their batch is full.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, _model, report) => {
      const { timeout } = service;
      if (!timeout) return;
      const wait = servingTime(service).batchWait.result?.value ?? 0;
      const limits = comparisonsOf(service).flatMap((one) => {
        const seconds =
          one.role === 'promise' && baseOf(one) === 'latency' ? upperBound(one, 'duration') : undefined;
        return seconds === undefined ? [] : [{ seconds, text: one.expression.text, origin: one.origin }];
      });
      const longest = limits.sort((a, b) => b.seconds - a.seconds)[0];
      const isBeforeBatch = timeout.value.value <= wait;
      const isBeforePromise = longest !== undefined && timeout.value.value < longest.seconds;
      if (!isBeforeBatch && !isBeforePromise) return;
      const longer = durationText(Math.max(wait * 4, (longest?.seconds ?? 0) * 2));
      report({
        message: isBeforeBatch
          ? `Requests end with an error after ${timeout.value.text}, and wait up to ${durationText(wait)} for a batch to fill.`
          : `Requests end with an error after ${timeout.value.text}, within the time that ${longest!.text} leaves them.`,
        origin: timeout.origin,
        severity: isBeforeBatch ? 'error' : 'warning',
        help: `Give them longer, such as ${longer}.`,
        data: {
          replacements: isOwn(timeout.origin)
            ? [replace(`Change to ${longer}`, timeout.origin, `timeout: ${longer}`, true)]
            : [],
        },
        ...(isBeforeBatch ? {} : { related: [{ origin: longest!.origin, message: 'It is promised here.' }] }),
      });
    }),
  ],
  fixes: [replaceFix],
};
