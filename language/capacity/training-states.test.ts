import { describe, expect, it } from 'vitest';
import { gradientsOnDevice, optimizerOnDevice, weightsOnDevice } from './training-states.ts';
import { known, total } from './working.ts';

/** Sum in GB (10⁹ bytes), as the paper counts. */
function perDevice(stage: number, devices: number): number {
  const given = {
    P: known('parameters', 7.5e9),
    t: known('tensor', 1),
    p: known('pipeline', 1),
    d: known('data', devices),
    stage: known('stage', stage),
  };
  const parts = [
    weightsOnDevice(given, known('weight', 2)),
    gradientsOnDevice(given, known('gradient', 2)),
    optimizerOnDevice(given, known('optimizer', 12)),
  ];
  return total({ title: 'Sum', unit: 'B', source: '' }, parts).result!.value / 1e9;
}

describe('states of a training, after figure 1 of Rajbhandari et al. 2020 (7.5B weights, 64 devices, Adam)', () => {
  it.each([
    ['baseline', 0, 120],
    ['stage 1', 1, 31.4],
    ['stage 2', 2, 16.6],
    ['stage 3', 3, 1.9],
  ])('%s', (_, stage, gigabytes) => {
    expect(perDevice(stage, 64)).toBeCloseTo(gigabytes, 1);
  });

  it('stage 3 on 1,024 devices: 0.12 GB, table 1', () => {
    expect(perDevice(3, 1024)).toBeCloseTo(0.12, 2);
  });
});
