import { expect, it } from 'vitest';
import { projectOf } from '../testing/findings.ts';
import { fixAll } from './fix-all.ts';

const text = (limit: string, machine: string): string => `package shop
model net { input x : float32[batch, 3], output y : float32[batch, 1] }
service api { serves net on triton, objective { latency.p99 < ${limit} } }
cloud main on aws {
  region: "us-east-1"
  cluster work { pool gpu { machine: "${machine}", count: 1..2 } }
}
`;

it('applies the safe fixes and tells which', () => {
  const project = projectOf(text('20ms', 'g5.2xlarg'));
  const applied = fixAll(project, () => project.check());
  expect(applied).toEqual([{ code: 'TN1801', title: 'Change to g5.2xlarge', file: 'model.tenon', line: 5 }]);
  expect(project.files.get('model.tenon')!.text).toBe(text('20ms', 'g5.2xlarge'));
  expect(fixAll(project, () => project.check())).toEqual([]);
});

it('leaves alone what is not asked for', () => {
  const project = projectOf(text('20ms', 'g5.2xlarg'));
  expect(
    fixAll(
      project,
      () => project.check(),
      ({ code }) => code === 'TN1703',
    ),
  ).toEqual([]);
});
