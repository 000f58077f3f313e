import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { BenchmarkResult, CaseResult, Comparison } from '../../bench/index.ts';
import { benchFinding, humanBench } from './bench-report.ts';
import { exitCodeOf } from './exit-code.ts';
import { jsonBench } from './json-bench.ts';
import { junitBench } from './junit-bench.ts';
import { markdownBench } from './markdown-bench.ts';
import type { Measured } from './measured.ts';

const estimate = (value: number, low = value * 0.9, high = value * 1.1): CaseResult['throughput'] => ({
  value,
  low,
  high,
});

const measuredCase = (change: Partial<CaseResult> = {}): CaseResult => ({
  scenario: 'single-stream',
  batch: 1,
  inputs: [],
  inputHash: '0',
  assumed: [],
  first: 0.01,
  warmup: { slices: 3, seconds: 0.5, stable: true },
  samples: 700,
  latency: {
    p50: estimate(0.001),
    p90: estimate(0.002),
    p95: estimate(0.003),
    p99: { samples: 210, needed: 662 },
    mean: estimate(0.001),
    min: 0.0009,
    max: 0.01,
  },
  throughput: estimate(1000),
  noise: { grade: 'A', spread: 0.02 },
  memory: { peak: 2 ** 27, library: 2 ** 26, model: 2 ** 26, gpu: null },
  ...change,
});

const result = (...cases: readonly CaseResult[]): BenchmarkResult =>
  ({
    version: 1,
    model: { path: 'a.onnx', bytes: 1000, sha256: 'a', parameters: 10, weightBytes: 40, external: [] },
    machine: {
      id: 'm',
      cpu: 'A processor',
      provider: 'cpu',
      engine: 'ort-ffi',
      engineVersion: '1.30.0',
      threads: null,
    },
    cold: { start: 0.1, import: 0.1, load: 0.2, first: 0.3 },
    cases,
  }) as unknown as BenchmarkResult;

const measured = (change: Partial<Measured> = {}): Measured => ({
  subject: { name: 'a|b <net>', path: 'a.onnx', promises: [] },
  provider: 'cpu',
  results: [result(measuredCase())],
  verdicts: [],
  earlier: new Map(),
  sinceBaseline: [],
  ...change,
});

const verdict = (word: Measured['verdicts'][number]['verdict']): Measured['verdicts'][number] => ({
  service: 'api',
  objective: 'latency.p99 < 20ms',
  batch: 1,
  measured: 'batch 1',
  verdict: word,
  reason: 'Because.',
});

const comparison = (change: Comparison['change'], agrees = true): Comparison => ({
  version: 1,
  measuredAt: '2026-01-01T00:00:00.000Z',
  base: { label: 'old.onnx', sha256: 'a', provider: 'cpu', engine: 'ort-ffi', p50: 0.001 },
  candidate: { label: 'new.onnx', sha256: 'b', provider: 'cpu', engine: 'ort-ffi', p50: 0.0011 },
  batch: 1,
  pairs: 40,
  ratio: { value: 1.1, low: 1.08, high: 1.12 },
  change,
  agreement: {
    agrees,
    precision: 'float32',
    outputs: [
      {
        output: 'y',
        dtype: 'float32',
        elements: 1,
        max: Infinity,
        mean: Infinity,
        tolerance: { max: 0, mean: 0 },
        agrees,
      },
    ],
  },
});

const problem = (code: string): Pick<Measured, 'problem' | 'results'> => ({
  results: [],
  problem: { code: code as 'host/crash', message: 'It broke.', hint: 'Mend it.' },
});

describe('the exit code', () => {
  it.each([
    [[measured()], false, 0],
    [[measured({ verdicts: [verdict('broken')] })], false, 0],
    [[measured({ verdicts: [verdict('kept'), verdict('unmeasured')] })], true, 0],
    [[measured({ verdicts: [verdict('broken'), verdict('undecided')] })], true, 1],
    [[measured({ verdicts: [verdict('undecided')] })], true, 5],
    [[measured({ comparison: comparison('slower') })], true, 1],
    [[measured({ comparison: comparison('slower') })], false, 0],
    [[measured({ comparison: comparison('undecided') })], true, 5],
    [[measured({ comparison: comparison('faster') })], true, 0],
    [[measured({ comparison: comparison('faster', false) })], false, 1],
    [[measured({ conclusion: { kind: 'rate', rate: null, sentence: '' } })], true, 5],
    [[measured(problem('bench/no-rate'))], false, 2],
    [[measured(problem('model/missing'))], true, 3],
    [[measured(problem('run/failed'))], true, 3],
    [[measured(problem('model/missing')), measured(problem('host/timeout'))], true, 4],
    [[measured(problem('provider/fallback'))], true, 4],
  ] as const)('of %# with check %s is %i', (all, check, code) => expect(exitCodeOf(all, check)).toBe(code));

  it('does not decide by runs that were not in turns', () => {
    const before = measuredCase({ latency: { ...measuredCase().latency, p50: estimate(0.0005) } });
    const since = [{ measured: measuredCase(), before, isOtherModel: false }];
    expect(exitCodeOf([measured({ sinceBaseline: since })], true)).toBe(5);
    expect(exitCodeOf([measured({ sinceBaseline: since })], false)).toBe(0);
  });
});

describe('reports', () => {
  const loads = [
    measuredCase(),
    measuredCase({ scenario: 'server', rate: 200, waiting: 0 }),
    measuredCase({ scenario: 'instances', concurrency: 2 }),
  ];

  it('say n/a where the samples do not carry a figure, and name each case', () => {
    const text = humanBench(measured({ results: [result(...loads)] }), picocolors.createColors(false));
    expect(text).toContain('n/a (n=210, need 662)');
    expect(text).toMatch(/1 +one by one/);
    expect(text).toMatch(/1 +200\/s arrive/);
    expect(text).toMatch(/1 +2 instances/);
  });

  it('hold against names with signs of Markdown and XML', () => {
    const all = [
      measured({ verdicts: [verdict('undecided'), verdict('broken')] }),
      measured(problem('host/crash')),
    ];
    expect(markdownBench(all)).toContain('## a\\|b \\<net\\> on cpu');
    const xml = junitBench(all);
    expect(xml).toContain(
      '<testsuite name="a|b &lt;net&gt; on cpu" tests="3" failures="1" errors="0" skipped="1">',
    );
    expect(xml).toContain('<error type="host/crash" message="It broke. Mend it.">');
    expect(xml.match(/<testsuites [^>]*>/)?.[0]).toContain('tests="4" failures="1" errors="1" skipped="1"');
  });

  it('tell a slowdown and a wrong model', () => {
    const all = [measured({ results: [], comparison: comparison('slower', false) })];
    const xml = junitBench(all);
    expect(xml).toContain('<failure type="slower"');
    expect(xml).toContain('<failure type="outputs"');
    expect(markdownBench(all)).toContain('new.onnx is 10 % slower');
    expect(humanBench(all[0]!, picocolors.createColors(false))).toContain('(95 %: 1.080 to 1.120)');
  });

  it('are JSON also with errors without bounds', () => {
    const text = jsonBench([measured({ comparison: comparison('same', false) })]);
    expect(JSON.parse(text)).toMatchObject({
      models: [{ comparison: { agreement: { outputs: [{ max: null }] } }, result: { version: 1 } }],
    });
  });

  it('put a problem at the line that names the file', () => {
    const origin = {
      file: 'a.tenon',
      range: { start: { line: 3, character: 2 }, end: { line: 3, character: 9 } },
    };
    const subject = { name: 'a', path: 'a.onnx', promises: [], origin: origin as never };
    expect(benchFinding(measured({ ...problem('host/crash'), subject }))).toMatchObject({
      code: 'host/crash',
      file: 'a.tenon',
    });
    expect(benchFinding(measured(problem('host/crash')))).toBeUndefined();
  });
});
