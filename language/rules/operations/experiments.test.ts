import { expect, it } from 'vitest';
import { checkText, fixed } from '../testing/check-text.ts';
import { rule as overlap } from './experiment-overlap/experiment-overlap.rule.ts';
import { rule as sample } from './experiment-sample/experiment-sample.rule.ts';
import { rule as unserved } from './monitor-unserved/monitor-unserved.rule.ts';

const experiment = (...lines: readonly string[]): string => `package shop
source visits { location: "visits/", schema { user_id : string key, clicked : bool } }
model ranker { input x : float32[batch, 3], output y : float32[batch, 1] }
service home {
  serves ranker on triton
  objective { throughput > 10/s }
}
metric ctr = count_if(clicked) / count() of visits
experiment new_ranker on home {
  split by user_id { control : ranker@4 { share: 50% }, treatment : ranker@5 { share: 50% } }
  primary: ctr
${lines.map((line) => `  ${line}\n`).join('')}}
`;

it('counts the samples of each variant', () => {
  // 2 · (1.959964 + 0.841621)² / 0.01² = 156,977.6 for each variant, and 10/s · 50 % are 432,000 a day.
  expect(checkText(sample, experiment('power { effect: 1% }', 'runs for 1d'))).toEqual([]);
  expect(checkText(sample, experiment('power { effect: 1% }', 'runs for 8h'))[0]!.message).toBe(
    'new_ranker needs at least 156,978 requests for each variant to see 1%, and gets 144,000 in 8h.',
  );
});

it('tells conditions apart that can be true together', () => {
  expect(checkText(overlap, experiment('win when lift(ctr) > 1%', 'lose when lift(ctr) < 0%'))).toEqual([]);
  const bad = experiment('win when lift(ctr) > 0%', 'lose when p_value(ctr) < 0.05');
  const [finding] = checkText(overlap, bad);
  expect(fixed(overlap, bad, finding!)).toContain('lose when p_value(ctr) < 0.05 and lift(ctr) < 0%');
});

it('follows services that call services', () => {
  const text = `package shop
channel oncall { via: slack, to: secret("slack-oncall") }
model net { input x : float32[batch, 3], output y : float32[batch, 1] }
model other { input x : float32[batch, 3], output y : float32[batch, 1] }
service inner { serves net on triton }
service outer {
  input x : float32[batch, 3]
  step a = run inner on x
  output y : float32[batch, 1] from a
}
monitoring watch of outer {
  monitor psi(net.y) > 0.2 for 1d then alert oncall
  monitor psi(other.y) > 0.2 for 1d then alert oncall
}
`;
  const found = checkText(unserved, text);
  expect(found.map(({ message }) => message)).toEqual([
    'outer answers without other, so what is watched here says nothing about it.',
  ]);
  expect(fixed(unserved, text, found[0]!, 'Watch net.y instead')).toContain(
    'monitor psi(net.y) > 0.2 for 1d',
  );
});
