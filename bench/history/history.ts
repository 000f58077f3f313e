import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Comparison } from '../compare/compare-models.ts';
import type { BenchmarkResult, CaseResult } from '../run/benchmark-result.ts';
import { caseKey } from './case-key.ts';

export interface HistoryEntry {
  /** What the project calls the model: a qualified name, or a path relative to the project. */
  readonly subject: string;
  readonly result: BenchmarkResult;
}

/** Two models in turns, one of which is the subject. */
export interface ComparisonEntry {
  readonly subject: string;
  readonly comparison: Comparison;
}

export interface HistoryProblem {
  readonly code: 'history/unwritable' | 'history/unreadable';
  readonly message: string;
  readonly hint: string;
}

export function historyPath(project: string): string {
  return join(project, '.tenon', 'bench', 'history.jsonl');
}

/**
 * Adds one line to the project's history. The line is written whole or not at all; what is there stays as it
 * is, also lines that this version does not understand. Undefined when it worked.
 */
export function appendHistory(
  project: string,
  entry: HistoryEntry | ComparisonEntry,
): HistoryProblem | undefined {
  const path = historyPath(project);
  try {
    mkdirSync(dirname(path), { recursive: true });
    appendLine(path, JSON.stringify(entry, finite));
    return undefined;
  } catch (error) {
    return {
      code: 'history/unwritable',
      message: `The result could not be added to ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
      hint: 'Free some space or make the folder writable; the result itself is good.',
    };
  }
}

/**
 * All entries, oldest first, and the number of lines that could not be understood: a line torn by a crash, or
 * one of a newer version. No file is an empty history.
 */
export async function readHistory(
  project: string,
): Promise<
  { entries: HistoryEntry[]; comparisons: ComparisonEntry[]; skipped: number } | { problem: HistoryProblem }
> {
  let text: string;
  try {
    text = await readFile(historyPath(project), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { entries: [], comparisons: [], skipped: 0 };
    return { problem: unreadable(code ?? String(error)) };
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const known = lines.map(parseEntry).filter((entry) => entry !== undefined);
  return {
    entries: known.filter((entry) => 'result' in entry),
    comparisons: known.filter((entry) => 'comparison' in entry),
    skipped: lines.length - known.length,
  };
}

/** The entry of this model that was added last. */
export function latest(entries: readonly HistoryEntry[], subject: string): HistoryEntry | undefined {
  return entries.findLast((entry) => entry.subject === subject);
}

/**
 * Earlier measurements whose figures may be compared with a case of `result`: same bytes of model and weights,
 * same machine and settings, same batch and inputs. Oldest first.
 */
export function comparable(
  entries: readonly HistoryEntry[],
  result: BenchmarkResult,
  measured: CaseResult,
): CaseResult[] {
  const key = historyKey(result, measured);
  return entries.flatMap((entry) =>
    entry.result.cases.filter((other) => historyKey(entry.result, other) === key),
  );
}

function historyKey(result: BenchmarkResult, measured: CaseResult): string {
  const files = [result.model, ...result.model.external].map((file) => file.sha256);
  return JSON.stringify([files, result.machine.id, caseKey(measured)]);
}

function appendLine(path: string, line: string): void {
  const descriptor = openSync(path, 'a+');
  const { size } = fstatSync(descriptor);
  try {
    const last = Buffer.alloc(1);
    const isTorn = size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
    const bytes = Buffer.from(`${isTorn ? '\n' : ''}${line}\n`);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (written > 0) ftruncateSync(descriptor, size);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
}

function parseEntry(line: string): HistoryEntry | ComparisonEntry | undefined {
  try {
    const entry = JSON.parse(line) as (Partial<HistoryEntry> & Partial<ComparisonEntry>) | null;
    if (typeof entry?.subject !== 'string') return undefined;
    if (entry.result?.version === 1 && Array.isArray(entry.result.cases)) return entry as HistoryEntry;
    return entry.comparison?.version === 1 ? (entry as ComparisonEntry) : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(cause: string): HistoryProblem {
  return {
    code: 'history/unreadable',
    message: `The history of benchmarks cannot be read: ${cause}.`,
    hint: 'Check the permissions of the .tenon folder.',
  };
}

/** JSON has no infinity: an error without bounds is null. */
function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
