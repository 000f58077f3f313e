import type { Experiment } from '../../../model/operations.ts';
import type { Service } from '../../../model/service.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { normalQuantile } from '../normal-quantile.ts';

const DAY = 86_400;

/** An experiment that can't see the effect ends with "no difference" whatever the difference is. */
export const rule: Rule = {
  code: 'TN2110',
  name: 'experiment-sample',
  summary: 'An experiment is too short for the effect that it is to see.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const { on, duration, power } = experiment;
      const service = on && model.element('service', on);
      const needed = samplesNeeded(experiment);
      const rate = service && mostRequests(service);
      const smallest = Math.min(...(experiment.split?.variants ?? []).map(({ share }) => share?.value ?? 0));
      if (!duration || !power || needed === undefined || rate === undefined) return;
      if (!(smallest > 0 && smallest <= 1)) return;
      const most = rate * duration.value.value * smallest;
      if (most >= needed) return;
      const days = Math.ceil(needed / (rate * smallest) / DAY);
      report({
        message: `${experiment.name} needs at least ${count(needed)} requests for each variant to see ${percent(power.effect!.value)}, and gets ${count(most)} in ${duration.value.text}.`,
        origin: duration.origin,
        help: `Let it run for ${days}d, or look for a larger effect: ${service!.name} promises ${count(rate * DAY)} requests a day.`,
        data: {
          replacements: isOwn(duration.origin)
            ? [replace(`Let it run for ${days}d`, duration.origin, `for ${days}d`)]
            : [],
        },
        related: [{ origin: power.origin, message: 'The effect and the chances of an error.' }],
      });
    }),
  ],
  fixes: [replaceFix],
};

/** For a share that is met every second time, which takes the fewest of all that are not met more often. */
function samplesNeeded({ power }: Experiment): number | undefined {
  if (!power?.effect || power.effect.value <= 0) return undefined;
  const { alpha, beta, effect } = power;
  if (![alpha, beta].every(({ value }) => value > 0 && value < 0.5)) return undefined;
  const z = normalQuantile(1 - alpha.value / 2) + normalQuantile(1 - beta.value);
  return Math.ceil((2 * z * z) / (effect.value * effect.value));
}

/** Requests in a second that the service promises to answer, if it does. */
function mostRequests({ objectives }: Service): number | undefined {
  const promise = objectives.find(
    ({ measure, comparison }) => measure === 'throughput' && comparison.startsWith('>'),
  );
  return promise && typeof promise.limit !== 'number' ? promise.limit.value : undefined;
}

const count = (value: number): string => Math.floor(value).toLocaleString('en-US');
const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
