import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxModel } from '../fixtures/onnx-writer.ts';
import { hungryInputs, hungryModel } from '../fixtures/hungry-model.ts';
import { splitmix64, type RandomStream } from '../inputs/splitmix64.ts';
import { fixture, mlpInput, runPlan, type PlanRun, type RunOptions } from './testing/run-plan.ts';
import type { EngineName, Plan } from './messages.ts';

/** Mutated models in all; 30,000 in the long run. */
const mutants = Number(process.env['TENON_MUTANTS'] ?? 300);

const folder = mkdtempSync(join(tmpdir(), 'tenon hostile 测 '));
// Within the checkout, so that the child finds its packages.
const bundles = join(import.meta.dirname, '..', '..', '.cache');
mkdirSync(bundles, { recursive: true });
const bundle = mkdtempSync(join(bundles, 'bench-host-'));
const entry = join(bundle, 'host.mjs');
afterAll(() => {
  for (const each of [folder, bundle]) rmSync(each, { recursive: true });
});

// As one file the child starts in half of the time; it is the one that is shipped.
beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: entry,
    external: ['onnxruntime-node', 'koffi'],
    logLevel: 'error',
  });
});

/** However the child ends, it is gone, and there is a problem with a code and a phase or none at all. */
async function contained(plan: Partial<Plan>, options: RunOptions = {}): Promise<PlanRun> {
  const run = await runPlan(plan, { entry, ...options });
  expect(isAlive(run.pid)).toBe(false);
  if (run.problem !== undefined) {
    expect(run.problem.code).toMatch(/^(?:model|input|run|host|bench)\//);
    expect(run.problem.phase).toBeDefined();
    expect(run.problem.message).not.toBe('');
    expect(run.problem.hint).not.toBe('');
  }
  return run;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Should the system have to kill, the child goes first. */
function isOffered(pid: number): void {
  if (process.platform === 'linux')
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim()).toBe('1000');
}

const image = { name: 'x', dtype: 'float32', shape: [1, 1, 3, 3], fill: { kind: 'normal' } } as const;
const one = { name: 'x', dtype: 'float32', shape: [1], fill: { kind: 'normal' } } as const;
const casesOf = (tensor: Plan['cases'][number]['tensors'][number]): Plan['cases'] => [
  { batch: 1, tensors: [tensor] },
];

describe.each<EngineName>(['ort-ffi', 'ort-node'])('with the engine %s', (engine) => {
  it('a model that aborts the library ends its child only', async () => {
    const { problem } = await contained({ engine, model: fixture('abort.onnx'), cases: casesOf(image) });
    expect(problem).toMatchObject({ code: 'host/crash', phase: 'load', signal: 'SIGABRT' });
    expect(problem?.lastStderr).toContain('Assertion');
  });

  it('a loop without an end is ended', async () => {
    const plan = { engine, model: fixture('endless.onnx'), cases: casesOf(one) };
    const { problem } = await contained(plan, { deadlines: { first: 0.5 } });
    expect(problem).toMatchObject({ code: 'host/timeout', phase: 'first' });
  });

  it('a child that is killed is a problem', async () => {
    const method = { warmupAtLeast: 60, warmupAtMost: 60, warmupSlice: 0.01, warmupSliceRuns: 1 };
    const { problem } = await contained(
      { engine, method: { ...method, slice: 1, samples: 1, slices: 1, measureAtMost: 1 } },
      { onMessage: (message, _, pid) => message.type === 'slice' && process.kill(pid, 'SIGKILL') },
    );
    expect(problem).toMatchObject({ code: 'host/killed', phase: 'warmup', signal: 'SIGKILL' });
  });

  it('truncated and hostile files are problems', async () => {
    const whole = readFileSync(fixture('mlp.onnx'));
    const random = splitmix64(1n);
    const noise = Buffer.alloc(1 << 20).map(() => Number(random.bits() & 0xffn));
    const hostile: readonly Uint8Array[] = [
      Buffer.alloc(0),
      whole.subarray(0, 10),
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, -1),
      noise,
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n'),
      // A message in a message, a thousand deep.
      Buffer.alloc(2_000, Buffer.from([0x3a, 0x7f])),
    ];
    for (const [index, bytes] of hostile.entries()) {
      const model = join(folder, `hostile ${engine} ${index}.onnx`);
      writeFileSync(model, bytes);
      const { problem } = await contained({ engine, model });
      expect(problem?.phase, String(index)).toBe('load');
    }
  });

  it('as much memory as nobody has is a problem', async () => {
    const size = 2 ** 42;
    const shape = { name: 'shape', type: 7, shape: [1] };
    const node = { operator: 'ConstantOfShape', inputs: ['shape'], outputs: ['y'] };
    const model = join(folder, `huge ${engine}.onnx`);
    writeFileSync(model, onnxModel([node], [shape], [{ name: 'y', type: 1, shape: ['n'] }]));
    const fill = { kind: 'integers', low: size, high: size } as const;
    const tensor = { name: 'shape', dtype: 'int64', shape: [1], fill };
    const { problem } = await contained({ engine, model, cases: casesOf(tensor) });
    expect(problem).toMatchObject({ code: 'run/out-of-memory', phase: 'first' });
  });

  it('a model that eats the memory is ended before the machine suffers', async () => {
    const model = join(folder, `hungry ${engine}.onnx`);
    writeFileSync(model, hungryModel());
    const limit = 512 * 2 ** 20;
    const { problem, pid } = await contained(
      { engine, model, cases: [{ batch: 1, tensors: hungryInputs }] },
      { memoryLimit: limit, onMessage: (message, _, child) => message.type === 'loaded' && isOffered(child) },
    );
    expect(pid).toBeGreaterThan(0);
    expect(problem).toMatchObject({ code: 'host/memory', phase: 'first' });
    expect(problem?.peakMemory).toBeGreaterThan(limit);
    expect(problem?.message).toMatch(
      /^The benchmark was ended while running the model for the first time: its process had taken [\d.]+ [MG]iB of memory, and 512 MiB is the limit\.$/,
    );
    expect(problem?.hint).toContain('smaller batch');
  });

  it(`${mutants / 2} mutated files are contained`, { timeout: 120_000 + mutants * 1_000 }, async () => {
    const sources = ['mlp.onnx', 'tokens.onnx', 'abort.onnx', 'endless.onnx', 'half.onnx'].map((name) => ({
      name,
      bytes: readFileSync(fixture(name)),
    }));
    const random = splitmix64(engine === 'ort-ffi' ? 11n : 12n);
    const ends = new Map<string, number>();
    const next = async (lane: number): Promise<void> => {
      for (let count = lane; count < mutants / 2; count += lanes) {
        const source = sources[count % sources.length]!;
        const model = join(folder, `mutant ${engine} ${lane}.onnx`);
        const bytes = mutate(source.bytes, random);
        writeFileSync(model, bytes);
        const deadlines = { load: 3, first: 1, warmup: 1, measure: 1 };
        try {
          const run = await contained(
            { engine, model, cases: casesOf(inputOf(source.name)), method: shortest },
            { deadlines },
          );
          const end = run.problem?.code ?? 'no problem';
          ends.set(end, (ends.get(end) ?? 0) + 1);
        } catch (error) {
          throw new Error(`mutant ${count} of ${source.name}: ${Buffer.from(bytes).toString('base64')}`, {
            cause: error,
          });
        }
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => next(lane)));
    expect([...ends.values()].reduce((sum, each) => sum + each, 0)).toBe(mutants / 2);
    // The mutants are neither all broken nor all harmless.
    expect(ends.size).toBeGreaterThan(2);
  });
});

/** Children at the same time. */
const lanes = 3;

const shortest = {
  warmupAtLeast: 0,
  warmupAtMost: 0,
  warmupSlice: 0,
  warmupSliceRuns: 1,
  slice: 0,
  samples: 1,
  slices: 1,
  measureAtMost: 0.01,
};

function inputOf(name: string): Plan['cases'][number]['tensors'][number] {
  if (name === 'abort.onnx') return image;
  return name === 'endless.onnx' ? one : mlpInput;
}

/** A copy in which one to eight bytes are other ones, or a piece is missing, or a piece comes twice. */
function mutate(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const [from, length] = [below(bytes.length), below(32)];
  const kind = below(10);
  if (kind === 0) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from)]);
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + below(8); count > 0; count--) copy[below(copy.length)] = below(256);
  return copy;
}
