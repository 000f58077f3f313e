import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchmarkResult, CaseResult } from '../run/benchmark-result.ts';
import { sameCase } from './case-key.ts';
import type { HistoryEntry } from './history.ts';

/** Results that a team keeps with its project, for each model and machine one. */
export interface Baseline {
  readonly version: 1;
  readonly entries: readonly HistoryEntry[];
}

export interface BaselineProblem {
  readonly code: 'baseline/unreadable' | 'baseline/unwritable';
  readonly message: string;
  readonly hint: string;
}

/** Where the baseline of a project lies when nobody says otherwise. */
export const baselinePath = (project: string): string => join(project, 'tenon-bench-baseline.json');

/** Reads a baseline; entries that this version does not understand are left out. */
export async function readBaseline(
  path: string,
): Promise<{ readonly baseline: Baseline } | { readonly problem: BaselineProblem }> {
  const read = await readRaw(path);
  if ('problem' in read) return read;
  return { baseline: { version: 1, entries: read.entries.filter(isEntry) } };
}

/**
 * Puts results into a baseline file, in place of those of the same model on the same machine with the same cases.
 * Everything else in the file stays, also what this version does not understand.
 */
export async function saveBaseline(
  path: string,
  entries: readonly HistoryEntry[],
): Promise<{ readonly problem: BaselineProblem } | undefined> {
  const read = await readRaw(path);
  if ('problem' in read && !read.isMissing) return { problem: read.problem };
  const before = 'problem' in read ? [] : read.entries;
  const replaced = (old: unknown): boolean => isEntry(old) && entries.some((entry) => replaces(entry, old));
  const kept = [...before.filter((old) => !replaced(old)), ...entries];
  const partial = `${path}.${process.pid}.part`;
  try {
    await writeFile(partial, `${JSON.stringify({ version: 1, entries: kept }, null, 1)}\n`);
    await rename(partial, path);
    return undefined;
  } catch (error) {
    return {
      problem: {
        code: 'baseline/unwritable',
        message: `The baseline ${path} cannot be written: ${reasonOf(error)}.`,
        hint: 'Free some space, or make the folder writable.',
      },
    };
  }
}

/** What became of one case since the baseline. The two did not run in turns, so that only large changes say anything. */
export interface SinceBaseline {
  readonly measured: CaseResult;
  /** Why there is nothing to compare with, or the case of the baseline. */
  readonly before: CaseResult | 'not measured' | 'other machine';
  /** The model file is another one. */
  readonly isOtherModel: boolean;
}

/** Finds each case of a result in a baseline. Figures of different machines or settings are never put side by side. */
export function sinceBaseline(
  { entries }: Baseline,
  subject: string,
  result: BenchmarkResult,
): readonly SinceBaseline[] {
  const own = entries.filter((entry) => entry.subject === subject);
  const here = own.filter((entry) => entry.result.machine.id === result.machine.id);
  return result.cases.map((measured) => {
    for (const entry of here) {
      const before = entry.result.cases.find((each) => sameCase(each, measured));
      if (before !== undefined)
        return { measured, before, isOtherModel: entry.result.model.sha256 !== result.model.sha256 };
    }
    return {
      measured,
      before: own.length > here.length ? 'other machine' : 'not measured',
      isOtherModel: false,
    };
  });
}

function replaces(entry: HistoryEntry, old: HistoryEntry): boolean {
  return (
    old.subject === entry.subject &&
    old.result.machine.id === entry.result.machine.id &&
    old.result.cases.every((before) => entry.result.cases.some((now) => sameCase(before, now)))
  );
}

async function readRaw(
  path: string,
): Promise<
  | { readonly entries: readonly unknown[] }
  | { readonly problem: BaselineProblem; readonly isMissing: boolean }
> {
  try {
    const file = JSON.parse(await readFile(path, 'utf8')) as {
      readonly version?: unknown;
      readonly entries?: unknown;
    };
    if (file.version === 1 && Array.isArray(file.entries)) return { entries: file.entries as unknown[] };
    return { problem: unreadable(path, 'it is no baseline of a version that is known'), isMissing: false };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { problem: unreadable(path, isMissing ? 'it does not exist' : reasonOf(error)), isMissing };
  }
}

function unreadable(path: string, why: string): BaselineProblem {
  return {
    code: 'baseline/unreadable',
    message: `The baseline ${path} cannot be read: ${why}.`,
    hint: 'Make it with `tenon bench --save-baseline`.',
  };
}

function isEntry(value: unknown): value is HistoryEntry {
  const entry = value as Partial<HistoryEntry> | null;
  return (
    typeof entry?.subject === 'string' && entry.result?.version === 1 && Array.isArray(entry.result.cases)
  );
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
