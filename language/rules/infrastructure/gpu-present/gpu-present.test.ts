import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { rule } from './gpu-present.rule.ts';

const text = (pool: string, on: string): string => `package shop
cloud main on aws { cluster serving { ${pool} } }
model net { input x : float32[batch, 3], output y : float32[batch, 1] }
service api {
  serves net on triton { instances: 1 on ${on} }
  runs on serving
}
`;
const CPU = 'pool cpu { machine: "m6i.xlarge" }';
const GPU = 'pool gpu { machine: "g5.2xlarge" }';

it('finds a service that wants a GPU on a cluster without one', () => {
  const bad = text(CPU, 'gpu');
  const [diagnostic] = checkText(rule, bad);
  expect(diagnostic!.message).toBe('api asks for a GPU, and no machine of serving has one (m6i.xlarge).');
  expect(marked(bad, diagnostic!)).toContain('gpu');
  expect(diagnostic!.related).toMatchObject([{ message: 'Machine of cpu.' }]);
});

it('is content with one pool of several, and with the processor', () => {
  expect(checkText(rule, text(`${CPU}, ${GPU}`, 'gpu'))).toEqual([]);
  expect(checkText(rule, text(CPU, 'cpu'))).toEqual([]);
});

it('says nothing about clusters without pools and unknown machines', () => {
  expect(checkText(rule, text('', 'gpu'))).toEqual([]);
  expect(checkText(rule, text('pool x { machine: "x9.big" }', 'gpu'))).toEqual([]);
});
