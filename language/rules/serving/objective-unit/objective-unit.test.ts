import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { rule } from './objective-unit.rule.ts';

const text = (promise: string): string => `package shop\nservice api { objective { ${promise} } }\n`;

it.each([
  [
    'latency.p99 < 20',
    '20',
    'latency is a duration, and 20 is a number without a unit.',
    'latency.p99 < 20ms',
  ],
  [
    'throughput > 500',
    '500',
    'throughput is a rate, and 500 is a number without a unit.',
    'throughput > 500/s',
  ],
  ['throughput > 2ms', '2ms', 'throughput is a rate, and 2ms is a duration.', 'throughput > 500/s'],
  ['latency.p95 < 50/s', '50/s', 'latency is a duration, and 50/s is a rate.', 'latency.p95 < 20ms'],
  [
    'availability >= 99',
    '99',
    'availability is a share, and 99 is a number without a unit.',
    'availability >= 99%',
  ],
])('%s', (bad, place, message, good) => {
  const [diagnostic, ...others] = checkText(rule, text(bad));
  expect(others).toEqual([]);
  expect(diagnostic!.message).toBe(message);
  expect(marked(text(bad), diagnostic!)).toBe(place);
  expect(fixed(rule, text(bad), diagnostic!)).toBe(text(good));
  expect(checkText(rule, text(good))).toEqual([]);
});

it('looks at every comparison of a measure', () => {
  const scaled = 'package shop\nservice api { scale { replicas: 1..4, keep queue_time.p95 < 50 } }\n';
  const [diagnostic, ...others] = checkText(rule, scaled);
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({
    message: 'queue_time is a duration, and 50 is a number without a unit.',
    help: 'Write 50ms or 50s.',
  });
  expect(marked(scaled, diagnostic!)).toContain('queue_time.p95 < 50');
});

it('suggests a measure that is nearly right', () => {
  const [diagnostic] = checkText(rule, text('latancy.p99 < 20ms'));
  expect(diagnostic).toMatchObject({ help: 'Did you mean latency?' });
  expect(fixed(rule, text('latancy.p99 < 20ms'), diagnostic!)).toBe(text('latency.p99 < 20ms'));
});

it('leaves measures of others alone', () => {
  expect(checkText(rule, text('first_token.p95 < 300ms, availability >= 0.999'))).toEqual([]);
});
