import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileReaders } from '../index.ts';
import { evidencePath, historyPath } from './places.ts';
import { readMeasured } from './read-measured.ts';
import { printEvidenceLine } from './recorded.ts';

let project = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tenon measured 测量 '));
  write('models/net.onnx', 'one');
});
afterEach(() => rmSync(project, { recursive: true }));

describe('measurements of a file', () => {
  it('are none when nothing was ever measured', async () => {
    expect(await readMeasured(project, 'models/net.onnx')).toBeUndefined();
    expect(await createFileReaders(project).readMeasured('models/net.onnx')).toBeUndefined();
  });

  it('are those of its bytes; others are stale', async () => {
    keep(line('one', '2026-01-02'), line('before', '2026-01-01'), line('two', '2026-01-03'));
    const found = await readMeasured(project, 'models/net.onnx');
    expect(found?.measurements).toMatchObject([
      { measuredAt: '2026-01-02', machine: { name: 'Xeon', provider: 'cpu' } },
    ]);
    expect(found?.stale.map(({ measuredAt }) => measuredAt)).toEqual(['2026-01-01', '2026-01-03']);
  });

  it('are stale when the weights beside the file have changed or are gone', async () => {
    const external = { path: 'net.onnx.data', bytes: 7, sha256: hash('weights') };
    keep(line('one', '2026-01-02', [external]));
    expect((await readMeasured(project, 'models/net.onnx'))?.stale).toHaveLength(1);
    write('models/net.onnx.data', 'weights');
    expect((await readMeasured(project, 'models/net.onnx'))?.measurements).toHaveLength(1);
    write('models/net.onnx.data', 'WEIGHTS');
    expect((await readMeasured(project, 'models/net.onnx'))?.stale).toHaveLength(1);
  });

  it('survive torn, foreign and newer lines, and CRLF', async () => {
    keep('{"version":99}', `${line('one', '2026-01-02')}\r`, 'null', '{"subject":"a","resu');
    const found = await readMeasured(project, 'models/net.onnx');
    expect(found?.measurements).toHaveLength(1);
    expect(found?.measurements[0]?.points).toEqual([
      {
        scenario: 'single-stream',
        batch: 4,
        parallel: 1,
        latency: { p50: 0.001, mean: 0.002 },
        throughput: 900,
        first: 0.5,
        memory: 1000,
        noise: 'B',
      },
    ]);
  });

  it('count what was imported, too', async () => {
    const measurement = {
      subject: 'shop.net',
      sha256: hash('one'),
      measuredAt: '2026-01-01',
      tool: 'perf_analyzer',
      machine: { id: 'x', host: 'x', name: 'L4', provider: 'unknown' },
      points: [{ scenario: 'server', batch: 1, parallel: 4, latency: {} }],
    } as const;
    const files = [{ path: 'net.onnx', bytes: 3, sha256: hash('one') }];
    write('.tenon/bench/evidence.jsonl', `${printEvidenceLine({ files, measurement })}\n{"version":1}\n`);
    expect(evidencePath(project)).toBe(join(project, '.tenon/bench/evidence.jsonl'));
    expect((await readMeasured(project, 'models/net.onnx'))?.measurements).toEqual([measurement]);
  });

  it('of the team go before those of this machine, so that everyone generates the same', async () => {
    keep(line('one', '2026-01-09'));
    const entry = (content: string, day: string): unknown => JSON.parse(line(content, day));
    write(
      'tenon-bench-baseline.json',
      JSON.stringify({ version: 1, entries: [entry('one', '2026-01-05'), 7] }),
    );
    const days = async (): Promise<unknown> =>
      (await readMeasured(project, 'models/net.onnx'))?.measurements.map(({ measuredAt }) => measuredAt);
    expect(await days()).toEqual(['2026-01-05']);
    // A baseline of an older file does not hide what was measured of this one.
    write(
      'tenon-bench-baseline.json',
      JSON.stringify({ version: 1, entries: [entry('before', '2026-01-05')] }),
    );
    expect(await days()).toEqual(['2026-01-09']);
    write('tenon-bench-baseline.json', '{"torn":');
    expect(await days()).toEqual(['2026-01-09']);
  });

  it('are read again when the history or the file has changed', async () => {
    const { readMeasured: read } = createFileReaders(project);
    keep(line('one', '2026-01-02'));
    expect((await read('models/net.onnx'))?.measurements).toHaveLength(1);
    keep(line('one', '2026-01-02'), line('one', '2026-01-03'));
    expect((await read('models/net.onnx'))?.measurements).toHaveLength(2);
    write('models/net.onnx', 'another');
    expect((await read('models/net.onnx'))?.stale).toHaveLength(2);
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

const keep = (...lines: readonly string[]): void => {
  mkdirSync(dirname(historyPath(project)), { recursive: true });
  writeFileSync(historyPath(project), `${lines.join('\n')}\n`);
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

function line(content: string, measuredAt: string, external: readonly object[] = []): string {
  const estimate = (value: number): object => ({ value, low: value, high: value });
  return JSON.stringify({
    subject: 'shop.net',
    result: {
      version: 1,
      measuredAt,
      model: { path: 'net.onnx', bytes: content.length, sha256: hash(content), external },
      machine: { id: 'm', cpu: 'Xeon', cores: 2, provider: 'cpu', threads: null },
      cases: [
        {
          scenario: 'single-stream',
          batch: 4,
          assumed: [],
          first: 0.5,
          latency: { p50: estimate(0.001), p99: { samples: 210, needed: 662 }, mean: estimate(0.002) },
          throughput: estimate(900),
          noise: { grade: 'B', spread: 0.1 },
          memory: { peak: 5000, library: 4000 },
        },
      ],
    },
  });
}
