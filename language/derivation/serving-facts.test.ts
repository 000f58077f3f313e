import { describe, expect, it } from 'vitest';
import type { MeasuredFact } from '../project/facts.ts';
import { factsOf } from '../rules/testing/facts.ts';
import { Project } from '../project/project.ts';
import { allFacts, factText } from './derivation.ts';
import { derive } from './derive.ts';

const text = (settings: string): string => `package shop
model net { artifact: onnx("net.onnx"), input x : float32[batch, 3], output y : float32[batch, 1] }
service api { serves net on triton { ${settings} }
  objective { latency.p99 < 20ms } }
`;

const point = (batch: number, p99: number, throughput: number): object => ({
  scenario: 'single-stream', batch, parallel: 1, latency: { p99 }, throughput,
}); // prettier-ignore

const MEASURED = {
  measurements: [
    {
      subject: 'shop.net',
      sha256: 'abcdef0123456789',
      measuredAt: '2026-11-20T08:00:00Z',
      tool: 'tenon bench',
      machine: { id: 'm', name: 'Xeon', host: 'h', provider: 'cpu' },
      points: [point(1, 0.002, 500), point(8, 0.007, 1600), point(32, 0.03, 1700)],
    },
  ],
  stale: [],
} as unknown as MeasuredFact;

describe('why a service is served as it is', () => {
  it('what is declared goes before what is measured, which is told beside it', () => {
    const told = tell('batch 1..32 within 2ms', MEASURED);
    expect(told).toContain('largest batch = 32 | It is declared so. It goes before the measurement below.');
    expect(told).toContain(
      'largest batch = 8 | p99 of a batch of 8 is 7 ms, within 0.8 × 20 ms; a batch of 32 takes 30 ms. ' +
        'Measured: tenon bench of 2026-11-20, Xeon, cpu, model abcdef01.',
    );
  });

  it('what is measured goes before defaults', () => {
    const told = tell('', MEASURED);
    expect(told.some((each) => each.startsWith('largest batch = 8 | p99 of'))).toBe(true);
    expect(
      told.some((each) =>
        each.startsWith(
          'longest wait for others = 7 ms | As long as a run takes: 7 ms, the p99 of a batch of 8',
        ),
      ),
    ).toBe(true);
  });

  it('says that a measurement is of other bytes', () => {
    const stale = {
      measurements: [],
      stale: [{ subject: 'shop.net', sha256: '12345678', measuredAt: '2026-11-18' }],
    };
    expect(tell('', stale)).toContain(
      'instances = what the server starts by itself | It is not declared. The measurement of 2026-11-18 is of ' +
        'other bytes (model 12345678) and is not used, so it has its default.',
    );
  });
});

function tell(settings: string, measured: MeasuredFact): readonly string[] {
  const project = new Project();
  project.facts = { ...factsOf({ 'net.onnx': { inputs: [], outputs: [] } }), measured: () => measured };
  project.setFile('main.tenon', text(settings));
  const found = derive(project, undefined, 'api.serving');
  if ('problem' in found) throw new Error(found.problem.message);
  return found.derivations.flatMap(allFacts).map((each) => `${factText(each)} | ${each.because}`);
}
