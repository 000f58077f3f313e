import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DEPLOY_FOLDER } from '../plan/places.ts';
import type { JournalRecord } from './record.ts';

export const journalPath = (project: string): string => join(project, DEPLOY_FOLDER, 'journal.jsonl');

/**
 * Adds one record. The line is written whole or not at all and is on the disk when this returns; what is
 * there stays as it is, also lines that this version does not understand. Throws errors of the file system.
 */
export function appendRecord(project: string, record: JournalRecord): void {
  const descriptor = openSync(journalPath(project), 'a+', 0o600);
  try {
    const { size } = fstatSync(descriptor);
    const last = Buffer.alloc(1);
    // A line that was torn by a crash is ended, so that it does not spoil this one.
    const isTorn = size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
    writeWhole(descriptor, Buffer.from(`${isTorn ? '\n' : ''}${JSON.stringify(record)}\n`), size);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(descriptor: number, bytes: Buffer, sizeBefore: number): void {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if (written > 0) ftruncateSync(descriptor, sizeBefore);
    throw error;
  }
}

/** All records, oldest first. Torn lines and those of newer versions are left out; no file is an empty journal. */
export function readJournal(project: string): readonly JournalRecord[] {
  let text: string;
  try {
    text = readFileSync(journalPath(project), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => parseRecord(line) ?? []);
}

const RECORDS: readonly string[] = [
  'run-started', 'step-started', 'step-finished', 'step-failed', 'step-cancelled', 'run-ended',
] satisfies JournalRecord['record'][]; // prettier-ignore

function parseRecord(line: string): JournalRecord | undefined {
  if (line.trim() === '') return undefined;
  try {
    const record = JSON.parse(line) as Partial<JournalRecord> | null;
    const isKnown =
      record?.version === 1 && typeof record.run === 'string' && RECORDS.includes(record.record ?? '');
    return isKnown ? (record as JournalRecord) : undefined;
  } catch {
    return undefined;
  }
}
