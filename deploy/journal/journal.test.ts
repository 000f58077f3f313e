import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDeployFolder } from '../run/run-folder.ts';
import { appendRecord, journalPath, readJournal } from './journal.ts';
import type { JournalRecord } from './record.ts';
import { lastRun, recordsOf } from './status.ts';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'tenon-journal-'));
  makeDeployFolder(project);
});
afterEach(() => rm(project, { recursive: true, force: true }));

const base = { version: 1, at: '2026-11-21T08:00:00.000Z' } as const;
const begin = (run: string, deployment = 'a.dev', kept: string[] = []): JournalRecord => ({
  ...base, run, record: 'run-started', deployment, pid: 1, kept,
  steps: [{ id: 'init', title: 'Init' }, { id: 'plan', title: 'Plan' }, { id: 'apply', title: 'Apply' }],
}); // prettier-ignore
const started = (run: string, step: string): JournalRecord => ({
  ...base,
  run,
  record: 'step-started',
  step,
  inputs: 'h',
  log: `${run}/${step}.log`,
});
const ended = (run: string, step: string, record: 'step-finished' | 'step-failed', exitCode: number): JournalRecord => ({
  ...base, run, record, step, inputs: 'h', milliseconds: 5, exitCode,
}); // prettier-ignore

it('only ever adds, and reads what it wrote', async () => {
  expect(readJournal(project)).toEqual([]);
  appendRecord(project, begin('r1'));
  const before = await readFile(journalPath(project), 'utf8');
  appendRecord(project, started('r1', 'init'));
  const after = await readFile(journalPath(project), 'utf8');
  expect(after.startsWith(before)).toBe(true);
  expect(readJournal(project)).toEqual([begin('r1'), started('r1', 'init')]);
});

it('survives a torn last line, foreign lines and lines of a newer version', async () => {
  appendRecord(project, begin('r1'));
  await appendFile(
    journalPath(project),
    '{"version":2,"run":"x","record":"run-started"}\nnot json\nnull\n{"version":1,"run":"r1","reco',
  );
  expect(readJournal(project)).toEqual([begin('r1')]);
  appendRecord(project, started('r1', 'init'));
  expect(readJournal(project)).toEqual([begin('r1'), started('r1', 'init')]);
});

it('throws when the journal is no file', async () => {
  await rm(journalPath(project), { force: true });
  await writeFile(join(project, 'x'), '');
  expect(() => readJournal(join(project, 'x'))).toThrow();
});

it('tells the last run step by step', () => {
  const records = [
    begin('r1'), started('r1', 'init'), ended('r1', 'init', 'step-finished', 0),
    begin('r2', 'a.dev', ['init']), started('r2', 'plan'), ended('r2', 'plan', 'step-failed', 1),
    begin('r3', 'b.prod'), started('r3', 'init'),
  ]; // prettier-ignore
  const states = (deployment: string, alive: boolean): unknown => {
    const status = lastRun(
      records,
      (run) => run.deployment === deployment,
      () => alive,
    );
    return [status?.run, status?.outcome, status?.steps.map(({ state }) => state)];
  };
  expect(states('a.dev', false)).toEqual(['r2', 'interrupted', ['done earlier', 'failed', 'not run']]);
  expect(states('b.prod', true)).toEqual(['r3', 'running', ['running', 'not run', 'not run']]);
  expect(states('b.prod', false)).toEqual(['r3', 'interrupted', ['interrupted', 'not run', 'not run']]);
  expect(
    lastRun(
      records,
      () => false,
      () => false,
    ),
  ).toBeUndefined();
  expect(recordsOf(records, 'b.prod').map(({ run }) => run)).toEqual(['r3', 'r3']);
});
