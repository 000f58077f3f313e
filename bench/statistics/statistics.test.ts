import { describe, expect, it } from 'vitest';
import { splitmix64, type RandomStream } from '../inputs/splitmix64.ts';
import { batchMeans } from './batch-means.ts';
import { binomialQuantile } from './binomial.ts';
import { noise } from './noise.ts';
import { median, neededSamples, quantile, type Estimate, type TooFewSamples } from './quantile.ts';
import { histogram } from './histogram.ts';
import { changeOf, pairedRatio, type Change } from './paired-ratio.ts';
import replayed from './fixtures/paired-trace.json' with { type: 'json' };
import { isStable } from './stability.ts';
import { summarise } from './summary.ts';
import { independent, varianceInflation } from './variance-inflation.ts';

describe('binomial quantile', () => {
  it('agrees with the summed definition for small n', () => {
    for (const [n, p] of [
      [1, 0.5],
      [7, 0.3],
      [40, 0.9],
      [60, 0.99],
    ] as const) {
      let sum = 0;
      for (let k = 0; k <= n; k++) {
        const chance = choose(n, k) * p ** k * (1 - p) ** (n - k);
        sum += chance;
        if (chance > 1e-6) expect(binomialQuantile(n, p, sum - chance / 2)).toBe(k);
      }
    }
  });

  it('is near the normal quantile for a million trials', () => {
    const normal = 500_000 + 1.959964 * 500;
    expect(Math.abs(binomialQuantile(1e6, 0.5, 0.975) - normal)).toBeLessThan(2);
  });
});

describe('needed samples', () => {
  it('are the floors of MLPerf LoadGen', () => {
    expect(neededSamples(0.9)).toBe(64);
    expect(neededSamples(0.99)).toBe(662);
  });
});

describe('quantile', () => {
  it('is not given when the samples do not carry it', () => {
    expect(quantile(new Float64Array(210), 0.99)).toEqual({ samples: 210, needed: 662 });
  });

  it('says how many samples are needed when they are worth fewer independent ones', () => {
    const alike = { factor: 3, degreesOfFreedom: 6 };
    const { needed } = quantile(new Float64Array(210), 0.99, alike) as TooFewSamples;
    // 0.99 ** (1102 / 3) is the first below 2.5 %.
    expect(needed).toBe(1102);
    // From the floor of 662 on there is a figure, but an upper end only with all that are needed.
    expect(quantile(new Float64Array(needed - 1), 0.99, alike)).toEqual({ value: 0, low: 0, high: null });
    expect(quantile(new Float64Array(needed), 0.99, alike)).toEqual({ value: 0, low: 0, high: 0 });
    // The floor holds also where less would bound.
    const little = { factor: 0.5, degreesOfFreedom: 6 };
    expect(quantile(new Float64Array(210), 0.99, little)).toEqual({ samples: 210, needed: 662 });
  });

  it.each([
    [0.5, 100],
    [0.5, 1000],
    [0.9, 200],
    [0.95, 400],
    [0.99, 800],
    [0.99, 5000],
  ])('covers the true quantile %f of a log-normal from %i samples as often as it says', (q, n) => {
    const random = splitmix64(11n);
    const truth = Math.exp(0.5 * normalQuantile(q));
    const rounds = n > 2000 ? 400 : 2000;
    let covered = 0;
    for (let round = 0; round < rounds; round++) {
      const sorted = Float64Array.from({ length: n }, () => Math.exp(0.5 * random.normal())).sort();
      const estimate = quantile(sorted, q);
      if ('needed' in estimate) throw new Error('too few samples');
      if (holds(estimate, truth)) covered++;
    }
    const slack = 3 * Math.sqrt((0.95 * 0.05) / rounds);
    expect(covered / rounds).toBeGreaterThan(0.95 - slack);
    // Ranks are whole numbers, which makes an interval of few samples in the tail a little too wide.
    expect(covered / rounds).toBeLessThan(q * n > n - 10 ? 0.985 : 0.97 + slack);
  });
});

describe('latencies that come in fast and slow stretches', () => {
  /** Twenty slices of a process in which each run resembles the one before. */
  const trace = (random: RandomStream, memory: number, perSlice: number): number[][] => {
    let state = random.normal();
    const step = (): number => (state = memory * state + Math.sqrt(1 - memory ** 2) * random.normal());
    return Array.from({ length: 20 }, () => Array.from({ length: perSlice }, () => Math.exp(0.3 * step())));
  };

  const coverageOf = (
    q: 0.5 | 0.9 | 0.99,
    truth: number,
    rounds: number,
    round: () => number[][],
  ): number => {
    let covered = 0;
    for (let index = 0; index < rounds; index++) {
      const slices = round().map((latencies) => ({ latencies, elapsed: 1 }));
      const estimate = summarise(slices, 1).latency[q === 0.5 ? 'p50' : q === 0.9 ? 'p90' : 'p99'];
      if ('needed' in estimate) throw new Error('too few samples');
      if (holds(estimate, truth)) covered++;
    }
    return covered / rounds;
  };

  it.each([
    [0.5, 0, 100],
    [0.9, 0, 100],
    [0.5, 0.9, 100],
    [0.9, 0.9, 100],
    [0.5, 0.99, 100],
    [0.9, 0.99, 100],
    [0.99, 0.6, 100],
    [0.5, 0.8, 5],
  ] as const)(
    'the interval of quantile %d with memory %d covers the truth in 93 to 97 of 100 traces',
    (q, memory, perSlice) => {
      const random = splitmix64(23n);
      const share = coverageOf(q, Math.exp(0.3 * normalQuantile(q)), 600, () =>
        trace(random, memory, perSlice),
      );
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.975);
    },
  );

  it.each([0.5, 0.9] as const)(
    'quantile %d is covered where a neighbour takes the core now and then',
    (q) => {
      const random = splitmix64(29n);
      /** The neighbour comes about once in a slice of a hundred runs, and stays for a fifth of it in the mean. */
      let isTaken = false;
      const latency = (): number => {
        if (random.uniform() < (isTaken ? 0.05 : 0.01)) isTaken = !isTaken;
        return (isTaken ? 1.4 : 1) * Math.exp(0.05 * random.normal());
      };
      const long = Float64Array.from({ length: 200_000 }, latency).sort();
      const share = coverageOf(q, long[Math.ceil(q * long.length) - 1] as number, 600, () =>
        Array.from({ length: 20 }, () => Array.from({ length: 100 }, latency)),
      );
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.975);
    },
  );

  it('makes an interval for independent runs a quarter wider at most', () => {
    const random = splitmix64(3n);
    let [plain, wider] = [0, 0];
    for (let round = 0; round < 300; round++) {
      const latencies = Array.from({ length: 2000 }, () => random.normal());
      const sorted = Float64Array.from(latencies).sort();
      const { value, low, high } = quantile(sorted, 0.5) as Closed;
      plain += high - low;
      const estimate = quantile(sorted, 0.5, varianceInflation(latencies, value)) as Closed;
      wider += estimate.high - estimate.low;
    }
    expect(wider / plain).toBeLessThan(1.28);
  });

  it('is seen in how many times fewer independent runs they are worth', () => {
    const latencies = Array.from({ length: 200 }, (_, index) => (index < 100 ? 1 : 2));
    // Of the first five cosines the first, third and fifth see two halves, with 8 / (pi j)^2 of the whole variance.
    const expected = ((8 / Math.PI ** 2) * (1 + 1 / 9 + 1 / 25) * 200) / 5;
    const { factor, degreesOfFreedom } = varianceInflation(latencies, 2);
    expect(factor / expected).toBeCloseTo(1, 2);
    expect(degreesOfFreedom).toBe(5);
  });

  it('is nothing where all runs take as long, and never nothing at all', () => {
    expect(varianceInflation(new Array<number>(500).fill(2), 2)).toBe(independent);
    expect(varianceInflation([3], 3)).toBe(independent);
    const alternating = Array.from({ length: 500 }, (_, index) => index % 2);
    expect(varianceInflation(alternating, 0).factor).toBe(0.1);
  });

  it('bounds a percentile by the upper end of a higher one', () => {
    // Every tenth run is slow, all of them in a row: they leave p90 at the edge, and p99 well within.
    const random = splitmix64(8n);
    const latencies = Array.from({ length: 20_000 }, (_, index) =>
      index % 10_000 < 1_050 ? 2 + random.uniform() : 1 + random.uniform() / 10,
    );
    latencies[0] = 500;
    const { latency } = summarise([{ latencies, elapsed: 1 }], 1);
    const [p90, p99] = [latency.p90 as Closed, latency.p99 as Closed];
    const alone = quantile(
      Float64Array.from(latencies).sort(),
      0.9,
      varianceInflation(latencies, p90.value),
    ) as Estimate;
    expect(alone.high === null || alone.high > p99.high).toBe(true);
    expect(p90.high).toBe(p99.high);
  });

  it('leaves open what the largest run does not bound', () => {
    const latencies = Array.from({ length: 1000 }, (_, index) =>
      index >= 500 && index < 520 ? 9 : 1 + index / 1e6,
    );
    const { p50, p99 } = summarise([{ latencies, elapsed: 1 }], 1).latency;
    expect(p50).toMatchObject({ high: expect.any(Number) as number });
    // All slow runs came at once: nobody knows how often that happens.
    expect(p99).toMatchObject({ value: 9, high: null });
  });
});

describe('paired ratios', () => {
  /** A machine whose speed wanders by a third, and now and then interrupts a slice. */
  const study = (effect: number, trials: number): Readonly<Record<Change, number>> => {
    const random = splitmix64(77n);
    const found = { slower: 0, faster: 0, same: 0, undecided: 0 };
    let drift = 0;
    for (let trial = 0; trial < trials; trial++) {
      const pairs = Array.from({ length: 40 }, () => {
        drift = 0.9 * drift + 0.1 * random.normal();
        const slice = (): number =>
          Math.exp(0.3 * drift + 0.04 * random.normal()) *
          (random.uniform() < 0.05 ? 1 + random.uniform() : 1);
        return { base: slice(), candidate: effect * slice() };
      });
      found[changeOf(pairedRatio(pairs, BigInt(trial)))]++;
    }
    return found;
  };

  it('of a model with itself are flagged in at most 5 % of comparisons', () => {
    const { slower, faster } = study(1, 200);
    expect((slower + faster) / 200).toBeLessThanOrEqual(0.05);
  });

  it('find a slowdown of 5 % in at least 90 %, and of 10 % in all', () => {
    expect(study(1.05, 100).slower).toBeGreaterThanOrEqual(90);
    expect(study(1.1, 50).slower).toBe(50);
  });

  it('find what is there in a trace of a real machine', () => {
    for (const [effect, expected] of [
      [1, 'same'],
      [1.05, 'slower'],
      [0.95, 'faster'],
    ] as const) {
      const pairs = replayed.pairs.map(([base, candidate]) => ({
        base: base!,
        candidate: candidate! * effect,
      }));
      expect(changeOf(pairedRatio(pairs, 3n))).toBe(expected);
    }
  });

  it('are flagged only beyond 2 %, and not decided when they may be anything', () => {
    expect(changeOf({ value: 1.015, low: 1.01, high: 1.02 })).toBe('same');
    expect(changeOf({ value: 1.05, low: 1.01, high: 1.09 })).toBe('slower');
    expect(changeOf({ value: 0.9, low: 0.85, high: 0.95 })).toBe('faster');
    expect(changeOf({ value: 1.05, low: 0.9, high: 1.2 })).toBe('undecided');
    expect(changeOf(pairedRatio([{ base: 1, candidate: 2 }], 1n))).toBe('undecided');
  });
});

describe('histogram', () => {
  it('counts every value once, also when all are equal', () => {
    for (const values of [
      [3, 3, 3],
      [0.001, 0.002, 0.5],
      [0, 0, 1e-6],
    ]) {
      const { edges, counts } = histogram(Float64Array.from(values).sort());
      expect(edges).toHaveLength(counts.length + 1);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    }
  });
});

describe('batch means', () => {
  it('covers the true mean about as often as it says', () => {
    const random = splitmix64(5n);
    let covered = 0;
    for (let round = 0; round < 2000; round++) {
      const slices = Array.from({ length: 10 }, () => 3 + random.normal());
      const value = slices.reduce((a, b) => a + b, 0) / slices.length;
      if (holds(batchMeans(value, slices), 3)) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.93);
    expect(covered / 2000).toBeLessThan(0.97);
  });

  it('covers it also when slices resemble their neighbours', () => {
    const random = splitmix64(6n);
    let covered = 0;
    for (let round = 0; round < 2000; round++) {
      let state = random.normal();
      const slices = Array.from(
        { length: 20 },
        () => (state = 0.5 * state + Math.sqrt(0.75) * random.normal()),
      );
      const value = slices.reduce((a, b) => a + b, 0) / slices.length;
      if (holds(batchMeans(value, slices), 0)) covered++;
    }
    // A plain variance would hold it in 73 of 100.
    expect(covered / 2000).toBeGreaterThan(0.9);
    expect(covered / 2000).toBeLessThan(0.97);
  });

  it('of few slices has their own variance', () => {
    const { low, high } = batchMeans(2, [1, 2, 3]);
    // Student's t with two degrees of freedom, and a variance of one.
    expect(low).toBeCloseTo(2 - 4.303 / Math.sqrt(3), 10);
    expect(high).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 10);
    expect(batchMeans(2, [2])).toEqual({ value: 2, low: null, high: null });
  });
});

describe('small judgements', () => {
  it('grades noise by the spread of slice medians', () => {
    expect(noise([1, 1.01, 1.02, 1.01]).grade).toBe('A');
    expect(noise([1, 1.05, 1.1, 1.02, 1.09]).grade).toBe('B');
    expect(noise([1, 2, 1, 2, 1]).grade).toBe('C');
    expect(noise([1, 1])).toEqual({ grade: 'C', spread: null });
  });

  it('calls three slices within 5 % stable', () => {
    expect(isStable([9, 1, 1.04, 1.02])).toBe(true);
    expect(isStable([1, 1.06, 1])).toBe(false);
    expect(isStable([1, 1])).toBe(false);
  });

  it('takes the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});

describe('summary', () => {
  it('counts items, not runs, and the time between runs', () => {
    const slice = { latencies: Array.from({ length: 100 }, () => 0.001), elapsed: 0.2 };
    const summary = summarise([slice, slice, slice], 8);
    expect(summary.samples).toBe(300);
    expect(summary.throughput.value).toBeCloseTo(4000);
    expect(summary.latency.p50).toEqual({ value: 0.001, low: 0.001, high: 0.001 });
    expect(summary.latency.p99).toEqual({ samples: 300, needed: 662 });
    expect(summary.noise.grade).toBe('A');
  });
});

type Closed = { readonly value: number; readonly low: number; readonly high: number };

/** Whatever is beyond an open end is held. */
function holds({ low, high }: Estimate, truth: number): boolean {
  return (low ?? -Infinity) <= truth && truth <= (high ?? Infinity);
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/** The standard normal's quantile, by bisection of its distribution function (Abramowitz and Stegun 26.2.17). */
function normalQuantile(q: number): number {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (normalDistribution(middle) < q) low = middle;
    else high = middle;
  }
  return low;
}

function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x >= 0 ? 1 - tail : tail;
}
