import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as places from '../../files/measurements/places.ts';
import { readMeasured } from '../../files/measurements/read-measured.ts';
import { baselinePath } from '../history/baseline.ts';
import { historyPath } from '../history/history.ts';
import { appendEvidence, evidencePath } from './evidence.ts';
import { importEvidence, type EvidenceOf } from './import-evidence.ts';
import { parseCsv } from './parse-csv.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const MODEL = join(import.meta.dirname, '../fixtures/mlp.onnx');

let project = '';
beforeEach(() => (project = mkdtempSync(join(tmpdir(), 'tenon import 导入 '))));
afterEach(() => rmSync(project, { recursive: true }));

const read = async (path: string, more: Partial<EvidenceOf> = {}): ReturnType<typeof importEvidence> =>
  importEvidence(path, { subject: 'shop.net', model: MODEL, ...more });

async function entriesOf(path: string, more: Partial<EvidenceOf> = {}) {
  const result = await read(path, more);
  if ('problem' in result) throw new Error(result.problem.message);
  return result.entries;
}

describe('a report of perf_analyzer', () => {
  it('becomes points in seconds, with where they come from', async () => {
    const [entry] = await entriesOf(fixture('perf.csv'), {
      batch: 8,
      machine: 'NVIDIA L4',
      provider: 'cuda',
    });
    expect(entry?.files).toMatchObject([{ path: 'mlp.onnx' }]);
    expect(entry?.measurement).toMatchObject({
      subject: 'shop.net',
      tool: 'perf_analyzer',
      importedFrom: 'perf.csv',
      machine: { name: 'NVIDIA L4', provider: 'cuda' },
      points: [
        {
          scenario: 'single-stream',
          batch: 8,
          parallel: 1,
          latency: { p50: 0.013891, p90: 0.018795, p95: 0.019753, p99: 0.021018 },
          throughput: 69.2,
        },
        { scenario: 'server', parallel: 3, throughput: 84.2 },
      ],
    });
  });

  it('is read with CRLF, a mark of the byte order, a column of batches, and a rate', async () => {
    const path = join(project, 'a report.csv');
    writeFileSync(
      path,
      '\ufeffBatch Size,Request Rate,Inferences/Second,Client Send,p99 latency,Avg latency\r\n4,100,400,1,2000,1000\r\n\r\n',
    );
    const [entry] = await entriesOf(path);
    expect(entry?.measurement.machine.name).toBe('the machine of a report.csv');
    expect(entry?.measurement.points).toEqual([
      { scenario: 'server', batch: 4, parallel: 1, latency: { p99: 0.002, mean: 0.001 }, throughput: 400 },
    ]);
  });
});

describe('a summary of MLPerf', () => {
  it('is of one model, without its power', async () => {
    const entries = await entriesOf(fixture('mlperf.csv'), { entry: 'resnet50' });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.measurement.machine.name).toBe('L4 (Box, small)');
    expect(entries[0]?.measurement.points).toEqual([
      {
        scenario: 'single-stream',
        batch: 1,
        parallel: 1,
        latency: { p90: expect.closeTo(0.00052, 12) as number },
      },
      { scenario: 'offline', batch: 1, parallel: 1, latency: {}, throughput: 13000.5 },
    ]);
    const [large] = await entriesOf(fixture('mlperf.csv'), { entry: 'retinanet' });
    expect(large?.measurement.machine.name).toBe('8 × H100 (Large)');
  });

  it('asks which one when there are several, and says which there are', async () => {
    expect(await read(fixture('mlperf.csv'))).toEqual({
      problem: {
        code: 'import/choice',
        message: 'mlperf.csv has figures of several models.',
        hint: 'Name one of resnet50, retinanet.',
      },
    });
    expect(await read(fixture('mlperf.csv'), { entry: 'bert' })).toMatchObject({
      problem: { code: 'import/choice' },
    });
  });
});

describe('a file that is no report', () => {
  it.each([
    ['nothing', '', 'import/empty'],
    ['other columns', 'a,b\n1,2\n', 'import/unknown'],
    ['no rows', 'Concurrency,Inferences/Second,Client Send\n', 'import/empty'],
    ['no numbers', 'Concurrency,Inferences/Second,Client Send\n1,fast,2\n', 'import/empty'],
  ])('%s is told', async (_, text, code) => {
    const path = join(project, 'x.csv');
    writeFileSync(path, text);
    expect(await read(path)).toMatchObject({ problem: { code } });
  });

  it('is missing, a folder, or for a model that is missing', async () => {
    expect(await read(join(project, 'none.csv'))).toMatchObject({ problem: { code: 'import/unreadable' } });
    expect(await read(project)).toMatchObject({ problem: { code: 'import/unreadable' } });
    const gone = await read(fixture('perf.csv'), { model: join(project, 'none.onnx') });
    expect(gone).toMatchObject({ problem: { code: 'import/model' } });
  });

  it('keeps quoted commas, quotes and line ends', () => {
    expect(parseCsv('a,"b, ""c""\nd"\r\n1,2')).toEqual([
      ['a', 'b, "c"\nd'],
      ['1', '2'],
    ]);
  });
});

it('reads the files that the bench writes', () => {
  expect(places.historyPath(project)).toBe(historyPath(project));
  expect(places.baselinePath(project)).toBe(baselinePath(project));
});

describe('imported figures', () => {
  it('count for the file from then on, once, and beside lines that are foreign', async () => {
    copyFileSync(MODEL, join(project, 'mlp.onnx'));
    const entries = await entriesOf(fixture('perf.csv'));
    expect(appendEvidence(project, entries)).toEqual({ added: 1 });
    writeFileSync(evidencePath(project), `${readFileSync(evidencePath(project), 'utf8')}{"torn":`);
    expect(appendEvidence(project, entries)).toEqual({ added: 0 });
    expect(appendEvidence(project, await entriesOf(fixture('perf.csv'), { batch: 2 }))).toEqual({ added: 1 });
    const fact = await readMeasured(project, 'mlp.onnx');
    expect(fact?.measurements.map(({ points }) => points[0]?.batch)).toEqual([1, 2]);
  });

  it('are not kept where the folder is a file', async () => {
    writeFileSync(join(project, '.tenon'), '');
    const result = appendEvidence(project, await entriesOf(fixture('perf.csv')));
    expect(result).toMatchObject({ problem: { code: 'history/unwritable' } });
  });
});
