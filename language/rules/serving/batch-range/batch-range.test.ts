import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { factsOf, tensor } from '../../testing/facts.ts';
import { rule } from './batch-range.rule.ts';

const text = (batch: string, axis = 'batch'): string => `package shop
model net {
  artifact: onnx("net.onnx")
  input  x : float32[${axis}, 3]
  output y : float32[${axis}, 1]
}
service api { serves net on triton { batch ${batch} within 2ms } }
`;
const file = (axis: string) =>
  factsOf({
    'net.onnx': { inputs: [tensor(`x: float32[${axis}, 3]`)], outputs: [tensor(`y: float32[${axis}, 1]`)] },
  });

it('refuses to batch along a fixed axis of the file', () => {
  const bad = text('1..32');
  const [diagnostic] = checkText(rule, bad, file('8'));
  expect(diagnostic!.message).toBe(
    "32 requests can't be run together: x : float32[8, 3] has a fixed first axis.",
  );
  expect(marked(bad, diagnostic!)).toBe('1..32');
  const good = fixed(rule, bad, diagnostic!);
  expect(good).toBe(text('8..8'));
  expect(checkText(rule, good, file('8'))).toEqual([]);
});

it('goes by the declaration where no file was read', () => {
  expect(checkText(rule, text('1..32', '1'))).toHaveLength(1);
  expect(checkText(rule, text('1..32'))).toEqual([]);
});

it('accepts an open axis', () => {
  expect(checkText(rule, text('1..32'), file('batch'))).toEqual([]);
});
