import { expect, it } from 'vitest';
import { checkText, fixed } from '../testing/check-text.ts';
import { rule as retryOrder } from './retry-order/retry-order.rule.ts';
import { rule as repeated } from './repeated-handler/repeated-handler.rule.ts';
import { rule as never } from './event-never/event-never.rule.ts';

const service = (...lines: readonly string[]): string => `package shop
channel oncall { via: slack, to: secret("slack-oncall") }
model net { input x : float32[batch, 3], output y : float32[batch, 1] }
service api {
  serves net on triton
${lines.map((line) => `  ${line}\n`).join('')}}
`;

it('lets the parts of a chain change places', () => {
  const bad = service('on failure rollback to previous within 1m then alert oncall then retry 2 times');
  const [finding] = checkText(retryOrder, bad);
  expect(fixed(retryOrder, bad, finding!)).toBe(
    service('on failure retry 2 times then alert oncall then rollback to previous within 1m'),
  );
});

it('puts the reactions to one event together, each once', () => {
  const bad = service('on failure { retry 2 times, alert oncall }', 'on failure alert oncall');
  const [finding] = checkText(repeated, bad);
  expect(fixed(repeated, bad, finding!)).toBe(service('on failure { retry 2 times, alert oncall }'));
});

it('knows handlers of different events and of different places', () => {
  expect(
    checkText(repeated, service('timeout: 1s', 'on failure retry 1 times', 'on timeout alert oncall')),
  ).toEqual([]);
});

it('knows the limits of steps', () => {
  const step = (clause: string): string => `package shop
model net { input x : float32[batch, 3], output y : float32[batch, 1] }
service api on triton {
  input x : float32[batch, 3]
  step y = run net on x ${clause}{ on timeout retry 1 times }
}
`;
  expect(checkText(never, step(''))).toHaveLength(1);
  expect(checkText(never, step('within 20ms '))).toEqual([]);
});
