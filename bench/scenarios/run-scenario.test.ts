import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { overflowingModel } from '../fixtures/overflowing-model.ts';
import type { BenchmarkOptions, BenchmarkRequest, Progress } from '../run/benchmark-request.ts';
import type { CaseResult } from '../run/benchmark-result.ts';
import { kneeOf } from './batch-sweep.ts';
import { expectedWork } from './expected-work.ts';
import { keepsLimit } from './latency-limit.ts';
import { runScenario, type ScenarioSettings } from './run-scenario.ts';
import type { ScenarioKind, ScenarioOutcome } from './scenario.ts';

const room = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tenon scenario 景 '));
afterAll(() => rmSync(folder, { recursive: true }));

const runtime = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
const mlp = join(room, 'fixtures', 'mlp.onnx');
const brief: BenchmarkRequest = {
  model: mlp,
  coldChildren: 1,
  placement: false,
  method: {
    warmupAtLeast: 0.02,
    warmupAtMost: 0.1,
    warmupSlice: 0.01,
    slice: 0.01,
    slices: 5,
    samples: 700,
    measureAtMost: 0.5,
  },
};

const run = (
  kind: ScenarioKind,
  request: Partial<BenchmarkRequest> = {},
  settings: ScenarioSettings = {},
  options: BenchmarkOptions = {},
): Promise<ScenarioOutcome> =>
  runScenario(kind, { ...brief, ...request }, settings, {
    runtime,
    lockPath: join(folder, 'lock'),
    ...options,
  });

function casesOf({ results, problem }: ScenarioOutcome): readonly CaseResult[] {
  if (problem !== undefined) throw new Error(`${problem.code}: ${problem.message}`);
  return results.flatMap((result) => result.cases);
}

describe('how much a scenario does', () => {
  const told = async (
    kind: ScenarioKind,
    request: Partial<BenchmarkRequest>,
    settings: ScenarioSettings = {},
  ): Promise<readonly [expected: object, seen: object]> => {
    const steps: Progress[] = [];
    await run(kind, request, settings, { onProgress: (step) => steps.push(step) });
    const seen = {
      starts: steps.filter(({ step }) => step === 'started').length,
      cases: steps.filter((each) => each.step === 'phase' && each.phase === 'warmup').length,
    };
    const { starts, cases } = expectedWork(kind, { ...brief, ...request }, settings);
    return [{ starts, cases }, seen];
  };

  it.each<[ScenarioKind, Partial<BenchmarkRequest>, ScenarioSettings]>([
    ['single-stream', { batches: [1, 2], coldChildren: 3, placement: true }, {}],
    ['batch', { batches: [1, 4] }, {}],
    ['concurrency', {}, { concurrency: [1, 2, 3] }],
    ['instances', {}, { concurrency: [1, 2] }],
    ['server', {}, { rate: 200 }],
    ['cold', {}, {}],
    ['threads', {}, { concurrency: [1, 2] }],
    ['optimisation', {}, {}],
  ])('is known beforehand: %s', async (kind, request, settings) => {
    const [expected, seen] = await told(kind, request, settings);
    expect(seen).toEqual(expected);
  });

  it('is at most so much where the end is open', async () => {
    const limit = { quantile: 'p50', seconds: 1e-9 } as const;
    const [expected, seen] = await told('batch', {}, { limit });
    expect(expected).toEqual({ starts: 8, cases: 8 });
    expect(seen).toEqual({ starts: 1, cases: 1 });
  });
});

describe('a sweep over graph optimisation', () => {
  it('holds every level against the processor without any', async () => {
    const outcome = await run('optimisation');
    expect(casesOf(outcome)).toHaveLength(4);
    expect(outcome.levels?.map(({ optimisation }) => optimisation)).toEqual(['basic', 'extended', 'all']);
    expect(outcome.levels?.every(({ agreement }) => agreement.agrees)).toBe(true);
    expect(outcome.conclusion?.sentence).toMatch(
      /^Fastest with the graph optimisation (none|basic|extended|all)\.$/,
    );
  });

  it('never chooses a level that answers something else, however fast it is', async () => {
    const model = join(folder, 'overflowing.onnx');
    writeFileSync(model, overflowingModel());
    const outcome = await run('optimisation', { model });
    expect(outcome.levels).toMatchObject([
      { optimisation: 'basic', agreement: { agrees: true } },
      { optimisation: 'extended', agreement: { agrees: false } },
      { optimisation: 'all', agreement: { agrees: false } },
    ]);
    expect(outcome.conclusion).toMatchObject({
      kind: 'optimisation',
      best: expect.stringMatching(/^(none|basic)$/),
    });
    expect(outcome.conclusion?.sentence).toContain('; extended and all give other outputs.');
  });
});

describe('a sweep over batches', () => {
  it('measures those that are named, and finds the knee', async () => {
    const outcome = await run('batch', { batches: [8, 1] });
    expect(casesOf(outcome).map(({ batch }) => batch)).toEqual([1, 8]);
    expect(outcome.results).toHaveLength(1);
    expect(outcome.conclusion).toMatchObject({ kind: 'batch', stopped: 'end' });
  });

  it('ends at the first when larger batches break the limit', async () => {
    const outcome = await run('batch', {}, { limit: { quantile: 'p50', seconds: 1e-9 } });
    expect(casesOf(outcome)).toHaveLength(1);
    expect(outcome.conclusion).toMatchObject({ kind: 'batch', knee: 1, stopped: 'objective' });
  });

  it('ends where the model takes no larger batch', async () => {
    const outcome = await run('batch', { dimensions: { batch: 1 } });
    expect(casesOf(outcome)).toHaveLength(1);
    expect(outcome.conclusion).toMatchObject({ kind: 'batch', knee: 1, stopped: 'fixed' });
  });

  it('tells why a model has no figures at all', async () => {
    const outcome = await run('batch', { model: join(room, 'fixtures', 'abort.onnx') });
    expect(outcome).toMatchObject({ results: [], problem: { code: 'host/crash' } });
  });

  it('has its knee at 90 % of the highest throughput', () => {
    const at = (batch: number, value: number): Parameters<typeof kneeOf>[0][number] => ({
      batch,
      throughput: { value, low: null, high: null },
    });
    expect(kneeOf([at(1, 10), at(2, 18), at(4, 30), at(8, 33), at(16, 32)])).toBe(4);
  });
});

describe('several at a time', () => {
  it('on one session', async () => {
    const outcome = await run('concurrency', {}, { concurrency: [2] });
    expect(casesOf(outcome)).toMatchObject([
      { scenario: 'single-stream' },
      { scenario: 'concurrency', concurrency: 2 },
    ]);
    expect(outcome.conclusion).toMatchObject({ kind: 'copies', of: 2 });
  });

  it('in processes of their own, which are gone afterwards', async () => {
    const pids: number[] = [];
    const outcome = await run(
      'instances',
      {},
      { concurrency: [1, 2] },
      {
        onProgress: (step) => void (step.step === 'started' && pids.push(step.pid)),
      },
    );
    const [alone, two] = casesOf(outcome);
    expect(two).toMatchObject({ scenario: 'instances', concurrency: 2, inputHash: alone!.inputHash });
    expect(two!.memory.library).toBeGreaterThan(1.5 * alone!.memory.library);
    expect(pids).toHaveLength(3);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  });
});

describe('an open loop', () => {
  it('at a rate that is given', async () => {
    const [measured] = casesOf(await run('server', {}, { rate: 400 }));
    expect(measured).toMatchObject({ scenario: 'server', rate: 400 });
  });

  it('searches the highest rate that keeps a limit', async () => {
    const outcome = await run('server', {}, { limit: { quantile: 'p50', seconds: 10 } });
    const cases = casesOf(outcome);
    expect(cases[0]?.scenario).toBe('single-stream');
    expect(cases.slice(1).every(({ scenario }) => scenario === 'server')).toBe(true);
    expect(outcome.conclusion?.kind === 'rate' && outcome.conclusion.rate).toBeGreaterThan(0);
  });

  it('finds none when no rate keeps it', async () => {
    const outcome = await run('server', {}, { limit: { quantile: 'p50', seconds: 1e-9 } });
    expect(outcome.conclusion).toMatchObject({ kind: 'rate', rate: null });
  });

  it('without a rate and an objective says what to give', async () => {
    expect(await run('server')).toMatchObject({ results: [], problem: { code: 'bench/no-rate' } });
  });

  it('is broken when what waits grows, whatever the quantile says', () => {
    const measured = {
      samples: 1000,
      latency: { p99: { value: 0.01, low: 0.009, high: 0.011 } },
    } as unknown as CaseResult;
    const limit = { quantile: 'p99', seconds: 0.02 } as const;
    expect(keepsLimit(measured, limit)).toBe('kept');
    expect(keepsLimit({ ...measured, waiting: 50 }, limit)).toBe('broken');
    expect(keepsLimit(measured, { ...limit, seconds: 0.0095 })).toBe('undecided');
    expect(keepsLimit(measured, { ...limit, seconds: 0.001 })).toBe('broken');
  });
});

describe('settings', () => {
  it('threads: each number is a result of its own machine', async () => {
    const outcome = await run('threads', {}, { concurrency: [1, 2] });
    casesOf(outcome);
    expect(outcome.results.map(({ machine }) => machine.threads)).toEqual([1, 2]);
    expect(new Set(outcome.results.map(({ machine }) => machine.id)).size).toBe(2);
    expect(outcome.conclusion?.kind).toBe('threads');
  });

  it('graph optimisation', async () => {
    const outcome = await run('optimisation');
    casesOf(outcome);
    expect(outcome.results.map(({ machine }) => machine.optimisation)).toEqual([
      'none',
      'basic',
      'extended',
      'all',
    ]);
  });
});
