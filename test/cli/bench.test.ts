import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, repository, tenon } from './run-tenon.ts';

const fixture = (name: string): Uint8Array => readFileSync(join(repository, 'bench/fixtures', name));

/** A project whose model is a fixture; it promises something easy and something impossible. */
const project = (objective = 'latency.p99 < 10s', file = 'mlp.onnx'): string =>
  folderWith({
    'tenon.json': '{ "language": 1 }',
    'net.tenon': `package nets

model net {
  artifact: onnx("models/net.onnx")
  input  x : float32[batch, 4]
  output y : float32[batch, 2]
}

service api {
  serves net on triton { instances: 1 on cpu }
  objective { ${objective} }
}
`,
    'models/net.onnx': fixture(file),
  });

describe('tenon bench', () => {
  test('prints figures and verdicts, and keeps the result', async () => {
    const folder = project();
    const run = await tenon(['bench', '--budget', 'quick', '--check'], { cwd: folder });
    expect(run.stdout).toContain('nets.net  models/net.onnx');
    expect(run.stdout).toMatch(/batch +p50 +p95 +p99 +runs +throughput/);
    expect(run.stdout).toMatch(/(kept|undecided) +nets\.api: latency\.p99 < 10s/);
    expect([0, 5]).toContain(run.code);
    expect(readFileSync(join(folder, '.tenon/bench/history.jsonl'), 'utf8')).toContain(
      '"subject":"nets.net"',
    );
    const again = await tenon(['bench', '--budget', 'quick', '--batch', '1,4'], { cwd: folder });
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/ batch 1: .*last time/);
  });

  test('a promise that cannot be kept is broken, which only --check makes a failure', async () => {
    const folder = project('latency.p50 < 1ns');
    const run = await tenon(['bench', '--budget', 'quick', '--check'], { cwd: folder });
    expect(run.stdout).toMatch(/broken +nets\.api: latency\.p50 < 1ns/);
    expect(run.code).toBe(1);
    expect((await tenon(['bench', '--budget', 'quick'], { cwd: folder })).code).toBe(0);
  });

  test('what a model alone says nothing about counts neither way', async () => {
    const run = await tenon(['bench', '--budget', 'quick', '--check', '--format', 'json'], {
      cwd: project('availability >= 99.9%'),
    });
    expect(run.code).toBe(0);
    const { models } = JSON.parse(run.stdout) as { models: { verdicts: { verdict: string }[] }[] };
    expect(models[0]!.verdicts.map(({ verdict }) => verdict)).toEqual(['unmeasured']);
  });

  test('a native crash is a message at the line that names the file', async () => {
    const run = await tenon(['bench', '--budget', 'quick'], {
      cwd: project('latency.p99 < 10s', 'abort.onnx'),
    });
    expect(run.code).toBe(4);
    expect(run.stdout).toContain('error[host/crash]: The benchmark process crashed (SIGABRT)');
    expect(run.stdout).toContain('--> net.tenon:4:');
  });

  test('a file that is no model', async () => {
    const folder = folderWith({
      'a.onnx': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
    });
    const run = await tenon(['bench', 'a.onnx'], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('error[model/git-lfs-pointer]');
    expect(existsSync(join(folder, '.tenon'))).toBe(false);
  });

  test('an unknown model, and a wrong list of batches', async () => {
    const folder = project();
    expect(await tenon(['bench', '-m', 'nett'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: 'error: There is no model nett.\n  Did you mean net?\n',
    });
    expect((await tenon(['bench', '--batch', '1,x'], { cwd: folder })).code).toBe(2);
  });

  test('Ctrl+C ends the measurement with 130 and keeps nothing', async () => {
    const folder = project('latency.p99 < 10s', 'endless.onnx');
    let sent = false;
    const run = await tenon(['bench', '--budget', 'full'], {
      cwd: folder,
      onError(child, stderr) {
        if (sent || !stderr.includes('measuring')) return;
        sent = true;
        child.kill('SIGINT');
      },
    });
    expect(run).toMatchObject({ code: 130, stdout: '' });
    expect(run.stderr).toContain('Cancelled.');
    expect(existsSync(join(folder, '.tenon'))).toBe(false);
  });
});
