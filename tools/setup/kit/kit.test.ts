import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBackground } from './background-process.ts';
import { ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from './cache-folder.ts';
import { freePorts } from './free-port.ts';
import { run } from './run-process.ts';

const quiet = { report: () => undefined };

describe('cache folder', () => {
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'tenon-cache-'));
    vi.stubEnv('TENON_TOOLS_CACHE', cache);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true, force: true });
  });

  function spec(build: CacheFolderSpec['build']): CacheFolderSpec {
    return { name: 'probe', key: 'k', title: 'probe', build };
  }

  it('is built once, also when two ask at the same time', async () => {
    const build = vi.fn<CacheFolderSpec['build']>(async (folder) => {
      await writeFile(join(folder, 'file'), 'content');
      return { ok: true };
    });
    const results = await Promise.all([1, 2, 3].map(() => ensureCacheFolder(spec(build), quiet)));
    expect(build).toHaveBeenCalledTimes(1);
    for (const result of results) expect(result).toEqual({ ok: true, folder: join(cache, 'probe-k') });
    expect(await readFile(join(cache, 'probe-k/file'), 'utf8')).toBe('content');
    expect(await readdir(cache)).toEqual(['probe-k']);
  });

  it('leaves nothing behind when a build fails or throws', async () => {
    const refusing = spec(() => Promise.resolve({ ok: false, reason: 'no' }));
    expect(await ensureCacheFolder(refusing, quiet)).toEqual({ ok: false, reason: 'no' });
    const throwing = spec(() => Promise.reject(new Error('bug')));
    await expect(ensureCacheFolder(throwing, quiet)).rejects.toThrow('bug');
    expect(await readdir(cache)).toEqual([]);
    expect(findCacheFolder(refusing)).toBeUndefined();
  });

  it('takes over the lock of a process that is gone, and removes its unfinished work', async () => {
    const gone = await run(process.execPath, ['-p', 'process.pid']);
    await writeFile(join(cache, 'probe-k.lock'), `${hostname()} ${gone.stdout.trim()} token`);
    await writeFile(join(cache, 'probe-k.building-0000'), 'unfinished');
    const result = await ensureCacheFolder(
      spec(() => Promise.resolve({ ok: true })),
      quiet,
    );
    expect(result.ok).toBe(true);
    expect(await readdir(cache)).toEqual(['probe-k']);
  });

  it('stops waiting for a lock when cancelled', async () => {
    const lock = join(cache, 'probe-k.lock');
    await writeFile(lock, `${hostname()} ${process.pid} token`);
    const abort = new AbortController();
    const waiting = ensureCacheFolder(
      spec(() => Promise.resolve({ ok: true })),
      { ...quiet, signal: abort.signal },
    );
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow();
    expect(existsSync(lock)).toBe(true);
  });
});

describe('processes', () => {
  it('keeps output and exit code apart', async () => {
    const script = 'process.stdin.pipe(process.stdout); console.error("err"); process.exitCode = 3';
    expect(await run(process.execPath, ['-e', script], { input: 'in' })).toEqual({
      code: 3,
      stdout: 'in',
      stderr: 'err\n',
    });
  });

  it('says when a program does not exist or takes too long', async () => {
    expect(await run('no-such-program', [])).toMatchObject({ code: 127 });
    const endless = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 });
    expect(endless.code).toBe(124);
  });

  it('ends the children of a background process with it', async () => {
    const child = 'require("net").createServer().listen(0, function () { console.log("up", process.pid) })';
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], {stdio: 'inherit'}); setInterval(() => {}, 1000)`;
    const parent = startBackground(process.execPath, ['-e', script]);
    const pid = await parent.waitFor('the child', () => /up (\d+)/.exec(parent.logs())?.[1], 20_000);
    await parent.stop();
    await vi.waitFor(() => expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH'), 10_000);
  });

  it('tells why a background process ended early', async () => {
    const failing = startBackground(process.execPath, ['-e', 'console.error("bad config"); process.exit(2)']);
    await expect(failing.waitFor('an answer', () => undefined, 20_000)).rejects.toThrow(
      /exit code 2[^]*bad config/,
    );
  });

  it('gives different free ports', async () => {
    expect(new Set(await freePorts(5)).size).toBe(5);
  });
});
