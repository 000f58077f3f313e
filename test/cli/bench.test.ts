import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Comparison, HistoryEntry } from '../../bench/index.ts';
import type { BenchmarkProgress } from '../../protocol/index.ts';
import { overflowingModel } from '../../bench/fixtures/overflowing-model.ts';
import { hungryModel } from '../../bench/fixtures/hungry-model.ts';
import { fixture, project } from './bench-project.ts';
import { folderWith, tenon } from './run-tenon.ts';

describe('tenon bench', () => {
  test('prints figures and verdicts, and keeps the result', async () => {
    const folder = project();
    const run = await tenon(['bench', '--budget', 'quick', '--check'], { cwd: folder });
    expect(run.stdout).toContain('nets.net  models/net.onnx');
    expect(run.stdout).toMatch(/batch +p50 +p90 +p95 +p99 +runs +throughput/);
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

  test('a model that eats the memory is a message at the line that names the file', async () => {
    const folder = folderWith({
      'tenon.json': '{ "language": 1 }',
      'net.tenon': 'package nets\r\n\r\nmodel net {\r\n  artifact: onnx("models/net.onnx")\r\n}\r\n',
      'models/net.onnx': hungryModel(),
    });
    const run = await tenon(['bench', '--budget', 'quick', '--memory-limit', '512MiB'], { cwd: folder });
    expect(run.code).toBe(4);
    expect(run.stdout).toMatch(
      /error\[host\/memory\]: The benchmark was ended while running the model for the first time: its process had taken [\d.]+ [MG]iB of memory, and 512 MiB is the limit\./,
    );
    expect(run.stdout).toContain('--> net.tenon:4:');
    expect(run.stdout).toContain('--memory-limit');
    const json = await tenon(['bench', '--budget', 'quick', '--memory-limit', '512MiB', '--json'], {
      cwd: folder,
    });
    const { models } = JSON.parse(json.stdout) as { models: { problem: { peakMemory: number } }[] };
    expect(models[0]!.problem).toMatchObject({ code: 'host/memory', phase: 'first' });
    expect(models[0]!.problem.peakMemory).toBeGreaterThan(512 * 2 ** 20);
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

  test('compares a model with itself at a revision and with another file, in turns', async () => {
    const folder = project();
    const git = (...args: readonly string[]): void =>
      void execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    const run = await tenon(['bench', 'net', '--budget', 'quick', '--compare', 'HEAD'], { cwd: folder });
    expect(run.stdout).toContain('models/net.onnx against models/net.onnx at HEAD, batch 1, 40 pairs');
    expect(run.stdout).toContain('Both are the same file, byte for byte.');
    expect(run.stdout).toContain('The outputs agree with models/net.onnx at HEAD.');
    expect(run.code).toBe(0);
    const kept = readFileSync(join(folder, '.tenon/bench/history.jsonl'), 'utf8').trim().split('\n');
    expect(kept.map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        subject: 'nets.net',
        comparison: { base: { label: 'models/net.onnx at HEAD' }, machine: { provider: 'cpu' }, pairs: 40 },
      },
    ]);
    const other = await tenon(['bench', '--compare', 'nowhere'], { cwd: folder });
    expect(other.code).toBe(3);
    expect(other.stdout).toContain(
      'error[compare/revision]: There is no file, model or git revision nowhere.',
    );
  });

  test('a model that answers differently fails, however fast it is', async () => {
    const folder = folderWith({
      'right.onnx': fixture('mlp.onnx'),
      'wrong.onnx': otherWeights(fixture('mlp.onnx')),
    });
    const report = join(folder, 'report.xml');
    const run = await tenon(
      [
        'bench',
        'wrong.onnx',
        '--budget',
        'quick',
        '--compare',
        'right.onnx',
        '--format',
        'junit',
        '--output',
        report,
      ],
      { cwd: folder },
    );
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('The outputs are not those of right.onnx.');
    expect(readFileSync(report, 'utf8')).toMatch(
      /<failure type="outputs" message="The outputs are not those of right/,
    );
    expect(existsSync(join(folder, '.tenon'))).toBe(false);
  });

  test('answers are held against labelled rows, before and after', async () => {
    const columns = Array.from({ length: 13 }, (_, index) => `f${index}`);
    const rows = Array.from({ length: 40 }, (_, row) =>
      [
        row,
        '2026-01-01 00:00:00',
        ...columns.map((__, index) => ((row * 7 + index * 3) % 11) / 11 - 0.5),
        'false',
      ].join(),
    );
    const folder = folderWith({
      'tenon.json': '{ "language": 1 }',
      'rows.tenon': `package rows
source table {
  format: csv
  location: "rows.csv"
  event_time: at
  schema {
    id   : int64 key
    at   : timestamp
${columns.map((name) => `    ${name} : float64`).join('\n')}
    late : bool
  }
}
entity thing { key: id }
features facts of thing from table {
${columns.map((name) => `  x_${name} : float32 = ${name}`).join('\n')}
}
bundle all { version: 1, takes [facts] }
training net on table {
  framework: sklearn
  entrypoint: "train.py"
  label: late
  metrics [accuracy]
}
model net {
  artifact: onnx("net.onnx")
  input  features    : float32[batch, 13] from all
  output probability : float32[batch, 1]
}
`,
      'train.py': '',
      'rows.csv': [['id', 'at', ...columns, 'late'].join(), ...rows].join('\r\n'),
      'before.onnx': fixture('mlp.onnx'),
      'net.onnx': otherWeights(fixture('mlp.onnx')),
    });
    const run = await tenon(
      ['bench', 'net', '--compare', 'before.onnx', '--budget', 'quick', '--format', 'json'],
      {
        cwd: folder,
      },
    );
    const { models } = JSON.parse(run.stdout) as { models: { comparison: Comparison }[] };
    const { agreement } = models[0]!.comparison;
    // The changed bias makes every answer "late", which no row is.
    expect(agreement.scores).toMatchObject({
      rows: 40,
      of: [{ metric: 'accuracy', candidate: 0, isWorse: true }],
    });
    expect(agreement.scores!.of[0]!.base).toBeGreaterThan(0);
    expect(run.code).toBe(1);
  });

  test('a baseline can be shared, and is told apart from other machines', async () => {
    const folder = project();
    const saved = await tenon(['bench', '--budget', 'quick', '--save-baseline'], { cwd: folder });
    expect(saved.stderr).toContain('The baseline is in ');
    const path = join(folder, 'tenon-bench-baseline.json');
    const markdown = await tenon(['bench', '--budget', 'quick', '--baseline', '--format', 'markdown'], {
      cwd: folder,
    });
    expect(markdown.stdout).toMatch(/- batch 1: p50 is .*baseline/);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/"id": "[0-9a-f]{16}"/, '"id": "0123456789abcdef"'),
    );
    const other = await tenon(['bench', '--budget', 'quick', '--baseline', path], { cwd: folder });
    expect(other.stdout).toContain('the baseline is of another machine or other settings: not compared');
    const missing = await tenon(['bench', '--baseline', 'nothing.json'], { cwd: folder });
    expect(missing).toMatchObject({ code: 3, stdout: '' });
    expect(missing.stderr).toContain('nothing.json cannot be read: it does not exist.');
  });

  test('scenarios are measured and concluded', async () => {
    const folder = project();
    const batches = await tenon(
      ['bench', '--budget', 'quick', '--scenario', 'batch', '--batch', '1,4', '--format', 'json'],
      {
        cwd: folder,
      },
    );
    const { models } = JSON.parse(batches.stdout) as {
      models: { conclusion: { kind: string; knee: number } }[];
    };
    expect(models[0]!.conclusion).toMatchObject({ kind: 'batch' });
    const open = await tenon(['bench', '--budget', 'quick', '--rate', '500'], { cwd: folder });
    expect(open.stdout).toContain('500/s arrive');
  });

  test('a level of optimisation that is faster and wrong fails, and its figures are not kept', async () => {
    const folder = folderWith({ 'tenon.json': '{ "language": 1 }', 'a.onnx': overflowingModel() });
    const run = await tenon(['bench', 'a.onnx', '--scenario', 'optimisation', '--budget', 'quick'], {
      cwd: folder,
    });
    expect(run.stdout).toContain('; extended and all give other outputs.');
    expect(run.stdout).toContain(
      'With the optimisation basic the outputs agree with the processor without optimisation.',
    );
    expect(run.stdout).toContain(
      'With the optimisation all the outputs are not those of the processor without optimisation.',
    );
    expect(run.code).toBe(1);
    const kept = readFileSync(join(folder, '.tenon/bench/history.jsonl'), 'utf8').trim().split('\n');
    const levels = kept.map((line) => (JSON.parse(line) as HistoryEntry).result.machine.optimisation);
    expect(levels).toEqual(['none', 'basic']);
  });

  test('inputs of a file, and a file that does not fit', async () => {
    const folder = folderWith({ 'a.onnx': fixture('mlp.onnx'), 'b.npz': 'no archive' });
    const run = await tenon(['bench', 'a.onnx', '--input', 'b.npz'], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('error[input/');
    const none = await tenon(['bench', 'a.onnx', '--input', 'c.npz'], { cwd: folder });
    expect(none.code).toBe(3);
  });

  test('a model says how it is measured and what it promises; the command line goes first', async () => {
    const folder = folderWith({
      'tenon.json': '{ "language": 1 }',
      'net.tenon': `package nets
model net {
  artifact: onnx("models/net.onnx")
  input  features    : float32[batch, 13]
  output probability : float32[batch, 1]
  objective { latency.p50 < 10s }
  benchmark { batch: [2, 4], threads: 1, budget: quick, seed: 7 }
}
`,
      'models/net.onnx': fixture('mlp.onnx'),
    });
    const run = await tenon(['bench', '--batch', '3', '--format', 'json'], { cwd: folder });
    interface Report {
      readonly models: readonly {
        readonly result: {
          readonly seed: string;
          readonly machine: { threads: number };
          cases: { batch: number }[];
        };
        readonly verdicts: readonly { readonly service: string }[];
      }[];
    }
    const [measured] = (JSON.parse(run.stdout) as Report).models;
    expect(measured!.result).toMatchObject({ seed: '7', machine: { threads: 1 }, cases: [{ batch: 3 }] });
    expect(measured!.verdicts).toMatchObject([{ service: 'nets.net' }]);
    writeFileSync(
      join(folder, 'bad.tenon'),
      'package bad\nmodel m { benchmark { provider: abacus, batch: 0 } }\n',
    );
    const checked = await tenon(['check'], { cwd: folder });
    expect(checked.stdout).toContain('abacus');
    expect(checked.code).toBe(1);
  });

  test('an editor that listens hears how long the whole run still takes', async () => {
    const folder = project();
    const address = process.platform === 'win32' ? '\\\\.\\pipe\\tenon-left' : join(folder, 'socket');
    const text = new Promise<string>((resolve) => {
      const server = createServer((socket) => {
        let all = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => (all += chunk));
        socket.on('end', () => server.close(() => resolve(all)));
      }).listen(address);
    });
    await tenon(['bench', '--budget', 'quick', '--batch', '1,2'], {
      cwd: folder,
      env: { TENON_PROGRESS: address },
    });
    const steps = (await text)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as BenchmarkProgress);
    const left = steps.map((step) => step.left ?? Number.NaN);
    // Four processes, and two cases of at most 5 s of warm-up and 3 s of measuring.
    expect(left[0]).toBe(4 + 2 * 8);
    expect(left.every((seconds) => Number.isFinite(seconds) && seconds >= 0)).toBe(true);
    expect(left.at(-1)).toBeLessThan(left[0]! / 2);
  });

  test('a provider that this machine lacks', async () => {
    const run = await tenon(['bench', '--budget', 'quick', '--provider', 'abacus'], { cwd: project() });
    expect(run.code).toBe(4);
    expect(run.stdout).toContain('error[provider/unavailable]');
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

/** The same model with another bias of its last layer, which is the tensor called b2. */
function otherWeights(model: Uint8Array): Uint8Array {
  const changed = Buffer.from(model);
  changed.writeFloatLE(50, changed.indexOf('b2\u004a\u0004') + 4);
  return changed;
}
