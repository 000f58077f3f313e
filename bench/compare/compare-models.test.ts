import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { BenchmarkOptions, Progress } from '../run/benchmark-request.ts';
import { compareModels, type Comparison, type ComparisonRequest } from './compare-models.ts';
import { modelAtRevision } from './model-at-revision.ts';

const room = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tenon compare 比 '));
afterAll(() => rmSync(folder, { recursive: true }));

const runtime = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
const fixture = (name: string): string => join(room, 'fixtures', name);
const brief = { warmupAtLeast: 0.02, warmupAtMost: 0.1, warmupSlice: 0.01, slice: 0.01 };
const pairs = { pairs: 8, limits: { atLeast: 0.005, runs: 3, atMost: 0.1 } };

async function compare(
  base: ComparisonRequest['base']['request'],
  candidate: ComparisonRequest['base']['request'],
  options: BenchmarkOptions = {},
): Promise<Awaited<ReturnType<typeof compareModels>>> {
  return compareModels(
    {
      base: { label: 'old', request: { method: brief, ...base } },
      candidate: { label: 'new', request: { method: brief, ...candidate } },
      method: pairs,
    },
    { runtime, lockPath: join(folder, 'lock'), ...options },
  );
}

async function comparison(...args: Parameters<typeof compare>): Promise<Comparison> {
  const outcome = await compare(...args);
  if ('problem' in outcome) throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`);
  return outcome.comparison;
}

describe('two models against each other', () => {
  it('take turns, and their outputs are compared', async () => {
    const model = fixture('mlp.onnx');
    const pids: number[] = [];
    const done: number[] = [];
    const found = await comparison(
      { model },
      { model, threads: 1 },
      {
        onProgress(step) {
          if (step.step === 'started') pids.push(step.pid);
          if (step.step === 'pair') done.push(step.done);
        },
      },
    );
    expect(found.base.sha256).toBe(found.candidate.sha256);
    expect(found.pairs).toBe(8);
    expect(found.ratio.low).toBeLessThanOrEqual(found.ratio.value);
    expect(found.agreement).toMatchObject({ agrees: true, outputs: [{ output: 'probability', max: 0 }] });
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(pids).toHaveLength(4);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('lock');
  });

  it('that take different inputs are no pair', async () => {
    const outcome = await compare({ model: fixture('mlp.onnx') }, { model: fixture('tokens.onnx') });
    expect(outcome).toMatchObject({
      problem: {
        code: 'input/name',
        message: 'old takes the inputs features, but new takes flag, ids, mask.',
      },
    });
  });

  it.each([
    ['abort.onnx', 'host/crash'],
    ['nothing.onnx', 'model/missing'],
    ['unknown-operator.onnx', 'model/operator'],
  ])('one of which is %s', async (name, code) => {
    const model = fixture(name);
    expect(await compare({ model }, { model })).toMatchObject({ problem: { code } });
  });

  it('are gone when cancelled between two pairs', async () => {
    const abort = new AbortController();
    const pids: number[] = [];
    const model = fixture('mlp.onnx');
    const outcome = await compare(
      { model },
      { model },
      {
        signal: abort.signal,
        onProgress(step: Progress) {
          if (step.step === 'started') pids.push(step.pid);
          if (step.step === 'pair' && step.done === 2) abort.abort();
        },
      },
    );
    expect(outcome).toMatchObject({ problem: { code: 'bench/cancelled' } });
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

describe('children that take turns', () => {
  it('die with their parent', async () => {
    const script = join(folder, 'parent.ts');
    const from = JSON.stringify(join(room, 'compare', 'compare-models.ts'));
    const side = { label: 'a', request: { model: fixture('mlp.onnx'), method: brief } };
    const request = JSON.stringify({ base: side, candidate: side, method: { ...pairs, pairs: 1e9 } });
    const options = `{ lockPath: ${JSON.stringify(join(folder, 'orphan-lock'))}, onProgress: (p) => console.log(JSON.stringify(p)) }`;
    writeFileSync(
      script,
      `import { compareModels } from ${from};\nvoid compareModels(${request}, ${options});\n`,
    );
    const parent = spawn(runtime, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids: number[] = [];
    for await (const line of createInterface({ input: parent.stdout })) {
      const step = JSON.parse(line) as Progress;
      if (step.step === 'started') pids.push(step.pid);
      if (step.step === 'pair' && step.done === 3) break;
    }
    const children = pids.slice(-2);
    expect(children.every(isAlive)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(children.some(isAlive)).toBe(false), { timeout: 5_000 });
  });

  it('are problems when they are killed from outside', async () => {
    const model = fixture('mlp.onnx');
    const pids: number[] = [];
    const outcome = await compare(
      { model },
      { model },
      {
        onProgress(step) {
          if (step.step === 'started') pids.push(step.pid);
          if (step.step === 'pair' && step.done === 2) process.kill(pids.at(-1)!, 'SIGKILL');
        },
      },
    );
    expect(outcome).toMatchObject({ problem: { code: 'host/killed', phase: 'measure' } });
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

describe('a model at a revision', () => {
  const project = join(folder, 'repo 仓');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', project, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      encoding: 'utf8',
    });
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(project, to)), { recursive: true });
    cpSync(fixture(from), join(project, to));
  };
  const cache = join(folder, 'cache');

  it('is taken out of git once, whole, with its weights', async () => {
    put('mlp.onnx', 'models/net 1.onnx');
    put('external.onnx', 'models/external.onnx');
    put('external.bin', 'models/external.bin');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    put('half.onnx', 'models/net 1.onnx');
    git('commit', '--quiet', '-am', 'two');
    const model = join(project, 'models/net 1.onnx');
    const found = await modelAtRevision(model, 'HEAD~1', cache);
    if ('problem' in found) throw new Error(found.problem.message);
    const { comparison: same } = (await compare({ model: found.path }, { model: fixture('mlp.onnx') })) as {
      comparison: Comparison;
    };
    expect(same.base.sha256).toBe(same.candidate.sha256);
    expect(found.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(await modelAtRevision(model, 'HEAD~1', cache)).toEqual(found);
    const external = await modelAtRevision(join(project, 'models/external.onnx'), 'HEAD', cache);
    expect('path' in external && existsSync(join(dirname(external.path), 'external.bin'))).toBe(true);
  });

  it.each([
    ['nowhere', 'There is no file, model or git revision nowhere.'],
    ['--output=x', 'There is no file, model or git revision --output=x.'],
  ])('called %s', async (revision, message) => {
    expect(await modelAtRevision(join(project, 'models/net 1.onnx'), revision, cache)).toMatchObject({
      problem: { code: 'compare/revision', message },
    });
  });

  it('that is a pointer of git-lfs, or not there, or in no repository', async () => {
    writeFileSync(
      join(project, 'models/big.onnx'),
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
    );
    git('add', '.');
    git('commit', '--quiet', '-m', 'three');
    const big = join(project, 'models/big.onnx');
    expect(await modelAtRevision(big, 'HEAD', cache)).toMatchObject({
      problem: { code: 'model/git-lfs-pointer', message: expect.stringContaining('At HEAD: ') as string },
    });
    expect(await modelAtRevision(big, 'HEAD~1', cache)).toMatchObject({
      problem: { message: 'big.onnx does not exist at HEAD~1.' },
    });
    expect(await modelAtRevision(fixtureOutsideGit(), 'HEAD', cache)).toMatchObject({
      problem: { message: expect.stringContaining('lies in no git repository') as string },
    });
  });
});

function fixtureOutsideGit(): string {
  const path = join(folder, 'alone.onnx');
  cpSync(fixture('mlp.onnx'), path);
  return path;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
