import { describe, expect, it } from 'vitest';
import { activationsOnDevice, type Recompute } from './activations.ts';
import { known } from './working.ts';

function bytes(
  { a, h, L }: { a: number; h: number; L: number },
  {
    t = 1,
    recompute = 'none',
    sequenceParallel = false,
  }: { t?: number; recompute?: Recompute; sequenceParallel?: boolean } = {},
): number {
  const given = { s: 2048, b: 1, h, a, L, t, c: 1 };
  const terms = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, known(name, value)]));
  return activationsOnDevice(terms as never, { recompute, sequenceParallel }).result!.value;
}

const GPT3 = { a: 96, h: 12_288, L: 96 };
const MT_NLG = { a: 128, h: 20_480, L: 105 };

describe('activations, after Korthikanti et al. 2022', () => {
  it('equation 1: a layer has sbh(34 + 5as/h), and 5as/h is 80 for GPT-3 and 64 for MT-NLG 530B', () => {
    expect(bytes({ ...GPT3, L: 1 })).toBeCloseTo(2048 * 12_288 * (34 + 80));
    expect(bytes({ ...MT_NLG, L: 1 })).toBeCloseTo(2048 * 20_480 * (34 + 64));
  });

  it.each([
    ['GPT-3', GPT3, 0.7],
    ['MT-NLG 530B', MT_NLG, 0.65],
  ])('section 5: selective recomputation saves of %s %s', (_, model, saved) => {
    const all = bytes(model, { t: 8, sequenceParallel: true });
    const selective = bytes(model, { t: 8, sequenceParallel: true, recompute: 'selective' });
    expect(1 - selective / all).toBeCloseTo(saved, 2);
  });

  it('table 2: tensor parallelism leaves 10 of 34 undivided, sequence parallelism nothing', () => {
    const sbh = 2048 * GPT3.h * GPT3.L;
    expect(bytes(GPT3, { t: 8 })).toBeCloseTo(sbh * (10 + 24 / 8 + 80 / 8));
    expect(bytes(GPT3, { t: 8, sequenceParallel: true })).toBeCloseTo((sbh * (34 + 80)) / 8);
    expect(bytes(GPT3, { t: 8, recompute: 'selective' })).toBeCloseTo(sbh * (10 + 24 / 8));
  });

  it('table 2: full recomputation keeps the input of each layer, 2sbh', () => {
    expect(bytes(GPT3, { t: 8, recompute: 'layer' })).toBeCloseTo(2048 * GPT3.h * GPT3.L * 2);
  });
});
