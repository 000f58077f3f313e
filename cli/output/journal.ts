import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { OutputError } from './output-problem.ts';
import { RUN_FOLDER } from './output-root.ts';

/** While it exists, a write has begun and has to be finished: forward under the one name, back under the other. */
export const JOURNAL = `${RUN_FOLDER}/journal.json`;
export const ROLLBACK_JOURNAL = `${RUN_FOLDER}/rollback.json`;

export interface Journal {
  readonly version: 1;
  /** In the order in which they are done. */
  readonly steps: readonly Step[];
}

export interface Step {
  readonly step: 'write' | 'remove';
  readonly path: string;
  /** Name of the new content in `run/new` and of the old one in `run/old`. */
  readonly id: number;
  /** Hash of what stood there before; null when nothing did. */
  readonly before: string | null;
  /** Hash of what is to stand there; null for a removal. */
  readonly after: string | null;
}

export const newContent = (root: string, id: number): string => join(root, RUN_FOLDER, 'new', String(id));
export const oldContent = (root: string, id: number): string => join(root, RUN_FOLDER, 'old', String(id));

/** From the moment this returns the change will happen; before it, nothing has happened. */
export function writeJournal(root: string, journal: Journal): void {
  const draft = join(root, `${JOURNAL}.draft`);
  writeSynced(draft, JSON.stringify(journal));
  renameSync(draft, join(root, JOURNAL));
  syncFolder(dirname(draft));
}

/** The unfinished journal and its direction, if there is one. */
export function readJournal(root: string): { readonly journal: Journal; readonly back: boolean } | undefined {
  const back = existsSync(join(root, ROLLBACK_JOURNAL));
  const path = join(root, back ? ROLLBACK_JOURNAL : JOURNAL);
  if (!existsSync(path)) return undefined;
  try {
    return { journal: JSON.parse(readFileSync(path, 'utf8')) as Journal, back };
  } catch {
    // It is written whole or not at all, so that someone else must have changed it.
    throw new OutputError(
      'damaged-state',
      `${path} can't be read.`,
      'Restore the folder from version control and remove this file.',
    );
  }
}

/** Turns the direction. A rename needs no space, so that this also works on a full disk. */
export function turnBack(root: string): void {
  renameSync(join(root, JOURNAL), join(root, ROLLBACK_JOURNAL));
  syncFolder(join(root, RUN_FOLDER));
}

/** The change has been finished in either direction. */
export function closeJournal(root: string): void {
  rmSync(join(root, JOURNAL), { force: true });
  rmSync(join(root, ROLLBACK_JOURNAL), { force: true });
  syncFolder(join(root, RUN_FOLDER));
}

/** Removes everything that a write has put aside; only after the journal is gone. */
export function clearStaging(root: string): void {
  for (const name of ['new', 'old', 'journal.json.draft']) {
    rmSync(join(root, RUN_FOLDER, name), { recursive: true, force: true });
  }
}

export function writeSynced(path: string, content: string, mode?: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    // A full disk may take a part of the bytes only; the next attempt then says why.
    const bytes = Buffer.from(content);
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes renames in a folder last through a power cut, where the system can do that (not on Windows). */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
