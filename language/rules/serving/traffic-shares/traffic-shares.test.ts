import { expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { rule } from './traffic-shares.rule.ts';

const text = (...shares: readonly string[]): string => `package shop
model net { artifact: onnx("net.onnx") }
service api {
  serves net on triton
  traffic { ${shares.map((share, index) => `net@${index + 1}: ${share}`).join(', ')} }
}
`;

it('completes the last share', () => {
  const bad = text('90%', '5%');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('The shares of api add up to 95%, not to 100%.');
  expect(marked(bad, diagnostic!)).toBe('5%');
  expect(fixed(rule, bad, diagnostic!)).toBe(text('90%', '10%'));
});

it('keeps the proportions when asked to', () => {
  const bad = text('60%', '60%', '60%');
  const [diagnostic] = checkText(rule, bad);
  const good = fixed(rule, bad, diagnostic!, 'Keep the proportions and make it 100%');
  expect(good).toBe(text('34%', '33%', '33%'));
  expect(checkText(rule, good)).toEqual([]);
});

it('accepts 100 %, whatever binary fractions make of it', () => {
  expect(checkText(rule, text('33.3%', '33.3%', '33.4%'))).toEqual([]);
  expect(checkText(rule, text('70%', '20%', '10%'))).toEqual([]);
});
