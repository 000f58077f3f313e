import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchmarkResult, CaseResult } from '../run/benchmark-result.ts';
import { sampleComparison } from '../report/testing/sample-result.ts';
import { appendHistory, comparable, historyPath, latest, readHistory, type HistoryEntry } from './history.ts';

let project = '';
beforeEach(() => (project = mkdtempSync(join(tmpdir(), 'tenon history 历史 '))));
afterEach(() => rmSync(project, { recursive: true }));

async function entries(): Promise<HistoryEntry[]> {
  const read = await readHistory(project);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.entries;
}

describe('the history', () => {
  it('is empty at first, and keeps the latest of each model', async () => {
    expect(await readHistory(project)).toEqual({ entries: [], comparisons: [], skipped: 0 });
    for (const [subject, sha256] of [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ] as const) {
      expect(appendHistory(project, { subject, result: result(sha256) })).toBeUndefined();
    }
    expect(latest(await entries(), 'a')?.result.model.sha256).toBe('3');
    expect(latest(await entries(), 'c')).toBeUndefined();
  });

  it('keeps comparisons beside results, also those whose outputs are without bounds', async () => {
    appendHistory(project, { subject: 'a', result: result('1') });
    const { base, candidate, ...rest } = sampleComparison();
    const outputs = rest.agreement.outputs.map((each) => ({ ...each, max: Infinity }));
    const comparison = { ...rest, base, candidate, agreement: { ...rest.agreement, outputs } };
    expect(appendHistory(project, { subject: 'a', comparison })).toBeUndefined();
    expect(await readHistory(project)).toMatchObject({
      entries: [{ subject: 'a', result: { version: 1 } }],
      comparisons: [
        { subject: 'a', comparison: { base, candidate, agreement: { outputs: [{ max: null }] } } },
      ],
      skipped: 0,
    });
    expect(latest(await entries(), 'a')?.result.model.sha256).toBe('1');
  });

  it('skips a torn last line, keeps foreign lines, and goes on after both', async () => {
    appendHistory(project, { subject: 'a', result: result('1') });
    appendFileSync(historyPath(project), '{"version":99,"newer":true}\n{"subject":"a","resu');
    expect(await readHistory(project)).toMatchObject({ entries: [{}], skipped: 2 });
    appendHistory(project, { subject: 'a', result: result('2') });
    expect(await readHistory(project)).toMatchObject({ entries: [{}, {}], skipped: 2 });
    expect(readFileSync(historyPath(project), 'utf8')).toContain('{"version":99,"newer":true}\n');
  });

  it.skipIf(!existsSync('/dev/full'))('says when the disk is full', () => {
    mkdirSync(dirname(historyPath(project)), { recursive: true });
    symlinkSync('/dev/full', historyPath(project));
    const problem = appendHistory(project, { subject: 'a', result: result('1') });
    expect(problem).toMatchObject({ code: 'history/unwritable' });
    expect(problem?.message).toContain('ENOSPC');
  });

  it('says when its folder is a file, or itself is a folder', async () => {
    writeFileSync(join(project, '.tenon'), '');
    expect(appendHistory(project, { subject: 'a', result: result('1') })).toMatchObject({
      code: 'history/unwritable',
    });
    rmSync(join(project, '.tenon'));
    mkdirSync(historyPath(project), { recursive: true });
    expect(await readHistory(project)).toMatchObject({ problem: { code: 'history/unreadable' } });
  });

  it('compares only what ran on the same bytes, machine, batch and inputs', () => {
    const past = [result('1'), result('2'), result('1', 'other')].map((found) => ({
      subject: 'a',
      result: found,
    }));
    const now = result('1');
    expect(comparable(past, now, now.cases[0] as CaseResult)).toHaveLength(1);
  });
});

/** As much of a result as the history looks at. */
function result(sha256: string, machine = 'machine'): BenchmarkResult {
  return {
    version: 1,
    model: { sha256, external: [] },
    machine: { id: machine },
    cases: [{ scenario: 'single-stream', batch: 1, inputHash: '0' }],
  } as unknown as BenchmarkResult;
}
