import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import schema from '../result.schema.json' with { type: 'json' };
import type { TooFewSamples } from '../statistics/quantile.ts';
import type { BenchmarkOptions, BenchmarkRequest, Progress } from './benchmark-request.ts';
import type { BenchmarkResult } from './benchmark-result.ts';
import { acquireMachineLock } from './machine-lock.ts';
import { runBenchmark, type BenchmarkOutcome } from './run-benchmark.ts';

const room = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tenon bench 测 '));
afterAll(() => rmSync(folder, { recursive: true }));

/** The pinned Node, which runs TypeScript: the one that runs the tests may be older. */
const runtime = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
const lockPath = join(folder, 'lock');
const brief = {
  warmupAtLeast: 0.02,
  warmupAtMost: 0.1,
  warmupSlice: 0.01,
  slice: 0.01,
  slices: 5,
  measureAtMost: 0.3,
};
const fixture = (name: string): string => join(room, 'fixtures', name);

interface Run {
  readonly outcome: BenchmarkOutcome;
  readonly progress: readonly Progress[];
}

/** Runs a benchmark, and makes sure that its child is gone afterwards. */
async function bench(
  request: BenchmarkRequest,
  options: BenchmarkOptions = {},
  onStart: (pid: number, progress: Progress) => void = () => undefined,
): Promise<Run> {
  const progress: Progress[] = [];
  let pid: number | undefined;
  const outcome = await runBenchmark(
    // Cold times and placement take children of their own, which most tests can do without.
    { method: brief, coldChildren: 1, placement: false, ...request },
    {
      runtime,
      lockPath,
      ...options,
      onProgress(step) {
        progress.push(step);
        options.onProgress?.(step);
        if (step.step === 'started') pid = step.pid;
        if (pid !== undefined) onStart(pid, step);
      },
    },
  );
  if (pid !== undefined) expect(isAlive(pid)).toBe(false);
  expect(existsSync(lockPath)).toBe(false);
  return { outcome, progress };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function resultOf({ outcome }: Run): BenchmarkResult {
  if ('problem' in outcome) throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`);
  return outcome.result;
}

/** What the schema finds wrong with a result. */
function validated(result: BenchmarkResult): unknown {
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  validate(JSON.parse(JSON.stringify(result)));
  return validate.errors ?? null;
}

/** A library that ends the process as soon as the engine asks it anything. */
function abortingLibrary(): string {
  const [source, library] = [join(folder, 'aborts.c'), join(folder, 'libonnxruntime aborts.so')];
  writeFileSync(
    source,
    '#include <stdio.h>\n#include <stdlib.h>\nvoid *OrtGetApiBase(void) { fputs("no such processor\\n", stderr); abort(); }\n',
  );
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, source]);
  return library;
}

const canCompile = spawnSync('cc', ['--version']).status === 0;

describe('an engine whose self-test ends the process', () => {
  it.skipIf(!canCompile && process.env['CI'] === undefined)(
    'is replaced by the public binding, and the result says why',
    async () => {
      vi.stubEnv('TENON_ORT_LIBRARY', abortingLibrary());
      onTestFinished(() => void vi.unstubAllEnvs());
      const run = await bench({ model: fixture('mlp.onnx'), coldChildren: 2, placement: true });
      const result = resultOf(run);
      expect(result.engine).toEqual({
        name: 'ort-node',
        fallbackReason:
          'The benchmark process crashed (SIGABRT) while loading ONNX Runtime. It said: no such processor',
      });
      expect(result.remarks).toContainEqual({
        code: 'engine/fallback',
        message: expect.stringContaining('The slower engine ort-node ran') as string,
      });
      expect(validated(result)).toBeNull();
      // One child dies, and the others know better.
      expect(run.progress.filter(({ step }) => step === 'started')).toHaveLength(4);
    },
  );

  it.skipIf(!canCompile && process.env['CI'] === undefined)(
    'is a problem when it is asked for by name',
    async () => {
      vi.stubEnv('TENON_ORT_LIBRARY', abortingLibrary());
      onTestFinished(() => void vi.unstubAllEnvs());
      const { outcome } = await bench({ model: fixture('mlp.onnx'), engine: 'ort-ffi' });
      expect(outcome).toMatchObject({ problem: { code: 'host/crash', phase: 'import', signal: 'SIGABRT' } });
    },
  );
});

describe('a sound model', () => {
  it('is measured, and the result is what the schema says', async () => {
    const run = await bench({ model: fixture('mlp.onnx'), batches: [1, 8], threads: 100_000 });
    const result = resultOf(run);
    expect(validated(result)).toBeNull();
    expect(result.cases.map((measured) => measured.inputs[0]?.shape)).toEqual([
      [1, 13],
      [8, 13],
    ]);
    expect(result.machine.engineVersion).toMatch(/^1\.\d+\.\d+$/);
    expect(result.machine.threads).toBe(4 * result.machine.cores);
    const { p50, p99 } = result.cases[0]?.latency ?? {};
    expect(p50).toHaveProperty('value');
    expect(p99).toHaveProperty('low');
    const phases = run.progress.flatMap((step) => (step.step === 'phase' ? step.phase : []));
    const eachCase = ['bind', 'first', 'warmup', 'measure'];
    expect(phases).toEqual(['import', 'load', ...eachCase, ...eachCase]);
  });

  it('gets its cold times from three fresh children, and its placement from one more', async () => {
    const run = await bench({ model: fixture('mlp.onnx'), coldChildren: 3, placement: true });
    const result = resultOf(run);
    expect(result.coldChildren).toBe(3);
    expect(run.progress.filter(({ step }) => step === 'started')).toHaveLength(4);
    expect(run.progress).toContainEqual({ step: 'cold', child: 3, of: 3 });
    expect(result.placement?.nodes).toMatchObject([{ provider: 'CPUExecutionProvider' }]);
    expect(validated(result)).toBeNull();
  });

  it('leaves out what the process takes without it', async () => {
    const [measured] = resultOf(await bench({ model: fixture('mlp.onnx') })).cases;
    const { peak, library, model, gpu } = measured!.memory;
    expect(model).toBe(Math.max(0, peak - library));
    expect(library).toBeGreaterThan(0);
    expect(gpu).toBeNull();
  });

  it('is measured in each scenario that is asked for', async () => {
    const result = resultOf(
      await bench({
        model: fixture('mlp.onnx'),
        scenarios: [
          { kind: 'single-stream' },
          { kind: 'concurrency', concurrency: 2 },
          { kind: 'server', rate: 200, seed: '1' },
        ],
      }),
    );
    expect(validated(result)).toBeNull();
    expect(result.cases).toMatchObject([
      { scenario: 'single-stream' },
      { scenario: 'concurrency', concurrency: 2 },
      { scenario: 'server', rate: 200 },
    ]);
    expect(Math.max(...(result.cases[0]?.histogram?.edges ?? []))).toBe(result.cases[0]!.latency.max);
  });

  it('asked for what an engine lacks gives a problem that names it', async () => {
    const scenarios = [{ kind: 'concurrency', concurrency: 2 }] as const;
    const { outcome } = await bench({ model: fixture('mlp.onnx'), engine: 'ort-node', scenarios });
    expect(outcome).toMatchObject({ problem: { code: 'engine/unavailable' } });
    expect('problem' in outcome && outcome.problem.message).toContain('ort-ffi');
  });

  it('gets the same inputs for the same seed', async () => {
    const hash = async (seed: bigint): Promise<string | undefined> =>
      resultOf(await bench({ model: fixture('tokens.onnx'), dimensions: { sequence: 6 }, seed })).cases[0]
        ?.inputHash;
    const first = await hash(7n);
    expect(await hash(7n)).toBe(first);
    expect(await hash(8n)).not.toBe(first);
  });

  it.each(['half.onnx', 'external.onnx', 'tokens.onnx'])(
    'runs with the inputs that %s wants',
    async (name) => {
      const result = resultOf(await bench({ model: fixture(name) }));
      expect(result.cases[0]?.assumed).toEqual(name === 'tokens.onnx' ? ['sequence'] : []);
      expect(result.model.external).toHaveLength(name === 'external.onnx' ? 1 : 0);
    },
  );

  it('prints no p99 that its samples do not carry', async () => {
    const method = { ...brief, slice: 0, slices: 0, samples: 100 };
    const [measured] = resultOf(await bench({ model: fixture('mlp.onnx'), method })).cases;
    expect(measured?.latency.p99).toMatchObject({ samples: 100 });
    // More where the machine has slow and fast stretches.
    expect((measured!.latency.p99 as TooFewSamples).needed).toBeGreaterThanOrEqual(662);
    expect(measured?.latency.p90).toHaveProperty('value');
  });

  it('waits, visibly, while another benchmark runs', async () => {
    const lock = await acquireMachineLock({ path: lockPath, onWait: () => undefined });
    const onProgress = (step: Progress): void => {
      if (step.step === 'waiting') lock.release();
    };
    const run = await bench({ model: fixture('mlp.onnx') }, { onProgress });
    expect(run.progress).toContainEqual({ step: 'waiting', holder: process.pid });
    resultOf(run);
  });
});

describe('models that cannot be measured', () => {
  it.each([
    ['abort.onnx', { code: 'host/crash', phase: 'load', signal: 'SIGABRT' }],
    ['unknown-operator.onnx', { code: 'model/operator', phase: 'load' }],
    ['future-opset.onnx', { code: 'model/opset', phase: 'load' }],
    ['fails-at-run.onnx', { code: 'run/failed', phase: 'first' }],
    ['shapes.onnx', { code: 'input/shape' }],
    ['nothing.onnx', { code: 'model/missing' }],
    ['', { code: 'model/not-a-file' }],
  ])('%s', async (name, problem) => {
    expect((await bench({ model: fixture(name) })).outcome).toMatchObject({ problem });
  });

  it('say why the library crashed', async () => {
    const { outcome } = await bench({ model: fixture('abort.onnx') });
    expect('problem' in outcome && outcome.problem.lastStderr).toContain('Assertion');
  });

  it('never hang', async () => {
    const { outcome } = await bench({ model: fixture('endless.onnx') }, { deadlines: { first: 0.5 } });
    expect(outcome).toMatchObject({ problem: { code: 'host/timeout', phase: 'first' } });
  });

  it('are recognised before anything is started', async () => {
    const model = join(folder, 'broken.onnx');
    const codes: (string | false)[] = [];
    const whole = readFileSync(fixture('mlp.onnx'));
    for (const bytes of [
      Buffer.alloc(0),
      'version https://git-lfs.github.com/spec/v1\n',
      whole.subarray(0, -1),
    ]) {
      writeFileSync(model, bytes);
      const { outcome, progress } = await bench({ model });
      expect(progress.map(({ step }) => step)).toEqual(['read']);
      codes.push('problem' in outcome && outcome.problem.code);
    }
    expect(codes).toEqual(['model/empty', 'model/git-lfs-pointer', 'model/truncated']);
  });

  it('lose nothing to missing external weights', async () => {
    const model = join(folder, 'external.onnx');
    writeFileSync(model, readFileSync(fixture('external.onnx')));
    expect((await bench({ model })).outcome).toMatchObject({ problem: { code: 'model/external-missing' } });
    writeFileSync(join(folder, 'external.bin'), Buffer.alloc(192));
    truncateSync(join(folder, 'external.bin'), 190);
    expect((await bench({ model })).outcome).toMatchObject({ problem: { code: 'model/external-short' } });
  });

  const absent = existsSync('/dev/nvidia0') ? ['abacus'] : ['abacus', 'cuda'];

  it.each(absent)('on the provider %s, which this machine lacks', async (provider) => {
    const { outcome } = await bench({ model: fixture('mlp.onnx'), provider });
    expect(outcome).toMatchObject({ problem: { code: 'provider/unavailable', phase: 'load' } });
  });
});

describe('the child process', () => {
  const long = { ...brief, samples: 1e9, measureAtMost: 60 };

  it('killed from outside is a problem', async () => {
    const { outcome } = await bench({ model: fixture('mlp.onnx'), method: long }, {}, (pid, step) => {
      if (step.step === 'slice' && step.phase === 'measure') process.kill(pid, 'SIGKILL');
    });
    expect(outcome).toMatchObject({ problem: { code: 'host/killed', phase: 'measure', signal: 'SIGKILL' } });
  });

  it.each(['mlp.onnx', 'endless.onnx'])('is gone when %s is cancelled', async (name) => {
    const abort = new AbortController();
    const stopAt = name === 'mlp.onnx' ? 'measure' : 'first';
    const { outcome } = await bench(
      { model: fixture(name), method: long },
      { signal: abort.signal },
      (_, step) => {
        if (step.step === 'phase' && step.phase === stopAt) abort.abort();
      },
    );
    expect(outcome).toMatchObject({ problem: { code: 'bench/cancelled', phase: stopAt } });
  });

  it('is not started when cancelled before', async () => {
    const { outcome, progress } = await bench(
      { model: fixture('mlp.onnx') },
      { signal: AbortSignal.abort() },
    );
    expect(outcome).toMatchObject({ problem: { code: 'bench/cancelled' } });
    expect(progress.map(({ step }) => step)).not.toContain('started');
  });

  it('that cannot start, or is no benchmark host, is a problem', async () => {
    const model = fixture('mlp.onnx');
    const missing = await bench({ model }, { runtime: join(folder, 'no-node') });
    expect(missing.outcome).toMatchObject({ problem: { code: 'host/start' } });
    const hostEntry = join(folder, 'host.mjs');
    writeFileSync(
      hostEntry,
      "import { writeSync } from 'node:fs'; writeSync(4, 'hello?\\n'); setInterval(() => {}, 1e6);",
    );
    expect((await bench({ model }, { hostEntry })).outcome).toMatchObject({
      problem: { code: 'host/protocol' },
    });
    writeFileSync(hostEntry, "process.stderr.write('\\u001b[31mno way\\u001b[0m\\n'); process.exitCode = 7;");
    expect((await bench({ model }, { hostEntry })).outcome).toMatchObject({
      problem: { code: 'host/crash', phase: 'start', exitCode: 7, lastStderr: 'no way' },
    });
  });

  it('dies with its parent, even inside a call that never returns', async () => {
    const script = join(folder, 'parent.ts');
    const from = JSON.stringify(join(room, 'run', 'run-benchmark.ts'));
    const request = JSON.stringify({ model: fixture('endless.onnx') });
    const options = `{ lockPath: ${JSON.stringify(join(folder, 'orphan-lock'))}, onProgress: (p) => console.log(JSON.stringify(p)) }`;
    writeFileSync(
      script,
      `import { runBenchmark } from ${from};\nvoid runBenchmark(${request}, ${options});\n`,
    );
    const parent = spawn(runtime, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let pid = 0;
    for await (const line of createInterface({ input: parent.stdout })) {
      const step = JSON.parse(line) as Progress;
      if (step.step === 'started') pid = step.pid;
      if (step.step === 'phase' && step.phase === 'first') break;
    }
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000 });
  });
});
