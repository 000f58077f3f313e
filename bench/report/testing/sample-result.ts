import type { Comparison } from '../../compare/compare-models.ts';
import type { BenchmarkResult, CaseResult } from '../../run/benchmark-result.ts';

/** What a sample differs in; times in seconds. */
export interface SampleOptions {
  readonly measuredAt?: string;
  /** Name of the model's file. */
  readonly path?: string;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly cpu?: string;
  readonly arch?: string;
  /** Bytes of main memory. */
  readonly memory?: number;
  readonly provider?: string;
  readonly batches?: readonly number[];
  readonly p50?: number;
  readonly noise?: 'A' | 'B' | 'C';
  /** Fields beside those of every result. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A result as a benchmark keeps it, with figures that are easy to foresee: p99 is 1.6 times p50. */
export function sampleResult(options: SampleOptions = {}): BenchmarkResult {
  const { p50 = 1.21e-3, batches = [1], noise = 'A', provider = 'cpu' } = options;
  const result = {
    version: 1,
    measuredAt: options.measuredAt ?? '2026-05-04T10:00:00.000Z',
    model: {
      path: options.path ?? 'net.onnx',
      bytes: options.bytes ?? 1000,
      sha256: options.sha256 ?? 'a'.repeat(64),
      parameters: 250,
      weightBytes: 900,
      external: [],
    },
    machine: {
      id: `machine of ${provider}`,
      cpu: options.cpu ?? 'Some(R) Chip(TM) CPU @ 3.00GHz',
      cores: 4,
      memory: options.memory ?? 2 ** 33,
      os: 'Linux 6',
      arch: options.arch ?? 'x64',
      node: '24.0.0',
      engine: 'ort-node',
      engineVersion: '1.30.0',
      provider,
      threads: null,
    },
    method: {
      warmupAtLeast: 0.5, warmupAtMost: 5, warmupSlice: 0.1, warmupSliceRuns: 8,
      slice: 0.15, samples: 2000, slices: 20, measureAtMost: 10,
    }, // prettier-ignore
    seed: '42',
    cold: { start: 0.05, import: 0.02, load: 0.01, first: 0.004 },
    cases: batches.map((batch) => sampleCase(batch, p50 * (0.6 + 0.4 * batch), noise)),
    ...options.more,
  };
  return result as BenchmarkResult;
}

function sampleCase(batch: number, p50: number, grade: 'A' | 'B' | 'C'): CaseResult {
  const around = (value: number): { value: number; low: number; high: number } => ({
    value,
    low: value * 0.98,
    high: value * 1.03,
  });
  return {
    scenario: 'single-stream',
    batch,
    inputs: [],
    inputHash: 'b'.repeat(64),
    assumed: [],
    first: p50 * 3,
    warmup: { slices: 5, seconds: 0.5, stable: true },
    samples: 2000,
    latency: {
      p50: around(p50),
      p90: around(p50 * 1.2),
      p95: around(p50 * 1.3),
      p99: around(p50 * 1.6),
      mean: around(p50 * 1.05),
      min: p50 * 0.9,
      max: p50 * 3,
    },
    throughput: around(batch / (p50 * 1.05)),
    histogram: sampleHistogram(p50),
    noise: { grade, spread: grade === 'A' ? 0.02 : grade === 'B' ? 0.1 : 0.3 },
    memory: { peak: 80 * 2 ** 20, library: 50 * 2 ** 20 },
  };
}

/** Forty bins of equal ratio around the median, with a tail to the slow side. */
function sampleHistogram(p50: number): { edges: number[]; counts: number[] } {
  const edges = Array.from({ length: 41 }, (_, index) => p50 * 0.9 * (3 / 0.9) ** (index / 40));
  const counts = Array.from({ length: 40 }, (_, index) =>
    Math.round(400 * (index / 3) * Math.exp(-index / 3)),
  );
  return { edges, counts };
}

/** The same as a line of a history. */
export const sampleLine = (subject: string, options?: SampleOptions): string =>
  JSON.stringify({ subject, result: sampleResult(options) });

/** A comparison as it is kept: the model takes 0.9 times as long as before, and says the same. */
export function sampleComparison(more: Partial<Comparison> = {}): Comparison {
  const side = { provider: 'cpu', engine: 'ort-ffi' };
  return {
    version: 1,
    measuredAt: '2026-05-04T11:00:00.000Z',
    base: { ...side, label: 'net.onnx at main', sha256: 'c'.repeat(64), p50: 1.3e-3 },
    candidate: { ...side, label: 'net.onnx', sha256: 'a'.repeat(64), p50: 1.17e-3 },
    machine: sampleResult().machine,
    batch: 1,
    pairs: 40,
    ratio: { value: 0.9, low: 0.88, high: 0.93 },
    change: 'faster',
    agreement: {
      agrees: true,
      precision: 'float32',
      outputs: [
        {
          output: 'y',
          dtype: 'float32',
          elements: 4,
          max: 1e-6,
          mean: 1e-7,
          tolerance: { max: 1e-3, mean: 1e-4 },
          agrees: true,
        },
      ],
    },
    ...more,
  };
}
