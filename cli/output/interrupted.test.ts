import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutput } from './index.ts';
import { filesIn, writeFiles } from './testing/write-files.ts';

const FIRST = { 'a/one.txt': 'one\n', 'a/two.txt': 'two\n', 'b/gone.txt': 'gone\n' };
const SECOND = { 'a/one.txt': 'ONE\n', 'a/new/three.txt': 'three\n', 'a/two.txt': 'TWO\n' };
const CHILD = fileURLToPath(new URL('./testing/write-child.ts', import.meta.url));

let folder: string;
let oldSet: Readonly<Record<string, string>>;
let newSet: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-interrupted-'));
  await writeFiles(join(folder, 'old'), FIRST);
  await writeFiles(join(folder, 'new'), FIRST);
  await writeFiles(join(folder, 'new'), SECOND);
  oldSet = filesIn(join(folder, 'old'));
  newSet = filesIn(join(folder, 'new'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fresh copy of the old set. */
function prepare(name: string): string {
  const root = join(folder, name);
  rmSync(root, { recursive: true, force: true });
  cpSync(join(folder, 'old'), root, { recursive: true });
  return root;
}

/** Writes the new set in a process that is killed at one of its steps; says whether it got that far. */
function killAt(root: string, step: number): { readonly killed: boolean; readonly steps: readonly string[] } {
  const child = spawnSync(process.execPath, [CHILD, root, JSON.stringify(SECOND), String(step)], {
    encoding: 'utf8',
  });
  if (child.signal === null && child.status !== 0) throw new Error(child.stdout + child.stderr);
  return { killed: child.signal === 'SIGKILL', steps: child.stdout.trim().split('\n') };
}

async function recover(root: string): Promise<'forward' | 'back' | undefined> {
  const output = await openOutput(root, { waitMs: 0 });
  if ('problem' in output) throw new Error(output.problem.message);
  output.close();
  return output.recovered;
}

describe('a process that is killed while it writes', { timeout: 120_000 }, () => {
  it('leaves the old or the new set, at every step', async () => {
    const outcomes = new Set<string>();
    for (let step = 0; ; step += 1) {
      const root = prepare('killed');
      const { killed, steps } = killAt(root, step);
      if (!killed) {
        expect(filesIn(root)).toEqual(newSet);
        break;
      }
      const begun = existsSync(join(root, '.tenon/run/journal.json'));
      // Without a journal the set is whole as it lies there, before anything is put right.
      if (!begun) expect([oldSet, newSet]).toContainEqual(filesIn(root));
      const recovered = await recover(root);
      expect({ at: steps.at(-1), recovered }).toEqual({
        at: steps.at(-1),
        recovered: begun ? 'forward' : undefined,
      });
      const left = filesIn(root);
      expect([oldSet, newSet]).toContainEqual(left);
      outcomes.add(left['a/one.txt']!);
      expect(existsSync(join(root, '.tenon/run'))).toBe(false);
      expect(step).toBeLessThan(100);
    }
    expect([...outcomes]).toEqual(['one\n', 'ONE\n']);
  });

  it('can be killed again while the next one puts it right, in either direction', async () => {
    const swap = await stepOf('write a/one.txt');
    for (const direction of ['forward', 'back'] as const) {
      for (let step = 0; ; step += 1) {
        const root = prepare('twice');
        killAt(root, swap);
        // An edit to a file whose turn has not come makes the next process go back.
        if (direction === 'back') writeFileSync(join(root, 'a/two.txt'), 'mine\n');
        // This process puts it right first, so that its first steps are those of the recovery.
        const { killed, steps } = killAt(root, step);
        const recovering = !steps.some((done) => done.startsWith('stage '));
        if (!killed || !recovering) break;
        await recover(root);
        const expected = direction === 'forward' ? newSet : { ...oldSet, 'a/two.txt': 'mine\n' };
        expect({ direction, steps, files: filesIn(root) }).toEqual({ direction, steps, files: expected });
        expect(step).toBeLessThan(50);
      }
    }
  });

  it('never loses an edit that was made before the next run', async () => {
    const root = prepare('edited');
    killAt(root, await stepOf('write a/two.txt'));
    expect(filesIn(root)).toMatchObject({ 'a/one.txt': 'ONE\n', 'a/two.txt': 'two\n' });
    writeFileSync(join(root, 'a/one.txt'), 'ONE\nmine\n');
    writeFileSync(join(root, 'a/two.txt'), 'two\nmine\n');
    expect(await recover(root)).toBe('back');
    expect(filesIn(root)).toEqual({ ...oldSet, 'a/one.txt': 'ONE\nmine\n', 'a/two.txt': 'two\nmine\n' });
  });

  /** Number of a step, found by a run to the end. */
  async function stepOf(name: string): Promise<number> {
    const root = prepare('counted');
    const steps: string[] = [];
    await writeFiles(root, SECOND, { onStep: (step) => steps.push(step) });
    return steps.indexOf(name);
  }
});

describe('two at once', { timeout: 60_000 }, () => {
  it('the second one fails with the name of the first, and works once that is dead', async () => {
    const root = prepare('busy');
    const child = spawn(process.execPath, [CHILD, root, JSON.stringify(SECOND), '0', 'hang'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const result = await writeFiles(root, SECOND, { waitMs: 100 });
      expect(result).toMatchObject({
        problem: { reason: 'busy', message: expect.stringContaining(`process ${child.pid} `) as unknown },
      });
      expect(filesIn(root)).toEqual(oldSet);
    } finally {
      child.kill('SIGKILL');
    }
    await ended;
    expect(await writeFiles(root, SECOND, { waitMs: 0 })).not.toHaveProperty('problem');
    expect(filesIn(root)).toEqual(newSet);
  });

  it('of many at the same time each writes the whole set, one after the other', async () => {
    const root = prepare('many');
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        writeFiles(root, index % 2 ? FIRST : SECOND, { waitMs: 30_000 }),
      ),
    );
    expect(results.filter((result) => 'problem' in result)).toEqual([]);
    expect([oldSet, newSet]).toContainEqual(filesIn(root));
  });

  it('a lock of another machine is respected, one of a process number that was given again is not', async () => {
    const root = prepare('locks');
    const run = join(root, '.tenon/run');
    const lock = (holder: object): void => {
      mkdirSync(run, { recursive: true });
      writeFileSync(
        join(run, 'lock'),
        JSON.stringify({ pid: process.pid, host: 'elsewhere', token: 'x', ...holder }),
      );
    };
    lock({});
    expect(await writeFiles(root, SECOND, { waitMs: 0 })).toMatchObject({ problem: { reason: 'busy' } });
    expect(readdirSync(run)).toEqual(['lock']);
    lock({ host: hostname() });
    expect(await writeFiles(root, SECOND, { waitMs: 0 })).toMatchObject({ problem: { reason: 'busy' } });
    if (process.platform !== 'linux') return;
    lock({ host: hostname(), began: 'earlier' });
    expect(await writeFiles(root, SECOND, { waitMs: 0 })).not.toHaveProperty('problem');
  });
});

describe('a disk', () => {
  const tmpfs = tmpfsProblem();
  it.skipIf(tmpfs)(`that is full, or read-only, loses nothing${tmpfs ? ` (${tmpfs})` : ''}`, async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    mount(['-t', 'tmpfs', '-o', 'size=256k,nr_inodes=200', 'tmpfs', disk]);
    try {
      const root = join(disk, 'generated');
      await writeFiles(root, FIRST);
      const before = filesIn(root);
      const large = { ...SECOND, 'a/large.txt': 'x'.repeat(400_000) };
      expect(await writeFiles(root, large)).toMatchObject({ problem: { reason: 'disk-full' } });
      expect(filesIn(root)).toEqual(before);
      expect(existsSync(join(root, '.tenon/run'))).toBe(false);
      // No inodes left: even the lock can't be written.
      for (let count = 0; fill(join(disk, `fill-${count}`)); count += 1);
      expect(await writeFiles(root, SECOND)).toMatchObject({ problem: { reason: 'disk-full' } });
      expect(filesIn(root)).toEqual(before);
      mount(['-o', 'remount,ro', disk]);
      expect(await writeFiles(root, SECOND)).toMatchObject({ problem: { reason: 'not-writable' } });
      expect(filesIn(root)).toEqual(before);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

function fill(path: string): boolean {
  try {
    writeFileSync(path, '');
    return true;
  } catch {
    return false;
  }
}

function mount(args: readonly string[]): void {
  const result = spawnSync('mount', args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
}

/** Mounting needs root and a system that allows it, which many CI machines do not: never a failure. */
function tmpfsProblem(): string | undefined {
  const place = mkdtempSync(join(tmpdir(), 'tenon-tmpfs-'));
  const result = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { encoding: 'utf8' });
  if (result.status === 0) spawnSync('umount', [place]);
  rmSync(place, { recursive: true });
  return result.status === 0 ? undefined : 'a tmpfs can not be mounted here';
}
