import { existsSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashFileSync } from './hash-file.ts';
import {
  closeJournal,
  newContent,
  oldContent,
  readJournal,
  syncFolder,
  turnBack,
  clearStaging,
  type Journal,
  type Step,
} from './journal.ts';
import { makeFolders } from './make-folders.ts';
import { fileAt, lookAt } from './safe-path.ts';

/** Called before each thing that reaches the disk; tests end the process there. */
export type OnStep = (step: string) => void;

/**
 * Brings the new set of files into place, or the old one back. All of it is synchronous: no signal handler
 * and no other task of this process can come between two steps, so only the end of the process can cut it
 * off, and then `recover` goes on from the journal.
 *
 * Why either the old or the new set results: before the journal exists no file of the set was touched.
 * While it exists, every new content and every old content lies in `run/`, synced; each step is one
 * rename or removal, and whether it was done can be seen (`run/new/<id>` is gone, or the file is). So
 * both directions can be continued from any point. The direction only ever turns once, by one rename.
 */
export function rollForward(root: string, journal: Journal, onStep: OnStep): void {
  for (const step of journal.steps) {
    if (isDone(root, step)) continue;
    onStep(`${step.step} ${step.path}`);
    const path = join(root, step.path);
    if (step.step === 'write') {
      // Looks at every folder on the way again: a link could have been put there since.
      fileAt(root, step.path);
      makeFolders(dirname(path));
      renameSync(newContent(root, step.id), path);
    } else {
      rmSync(path);
    }
  }
  removeEmptyFolders(
    root,
    journal.steps.filter((step) => step.after === null),
  );
  onStep('sync');
  syncParents(root, journal);
  onStep('close journal');
  closeJournal(root);
}

/** Puts back what stood there. A file that someone changed after it was put into place is left alone. */
export function rollBack(root: string, journal: Journal, onStep: OnStep): void {
  if (!readJournal(root)?.back) turnBack(root);
  for (const step of [...journal.steps].reverse()) {
    onStep(`undo ${step.step} ${step.path}`);
    const path = join(root, step.path);
    const now = hashAt(root, step.path);
    if (now !== step.after) continue;
    if (step.before === null) rmSync(path, { force: true });
    else if (existsSync(oldContent(root, step.id))) {
      makeFolders(dirname(path));
      renameSync(oldContent(root, step.id), path);
    }
  }
  removeEmptyFolders(
    root,
    journal.steps.filter((step) => step.before === null),
  );
  onStep('sync back');
  syncParents(root, journal);
  onStep('close rollback');
  closeJournal(root);
}

export type Recovered = 'forward' | 'back' | undefined;

/**
 * Finishes what an earlier process has begun. It goes forward unless a file that is still to be replaced
 * has been changed by someone since, or something is in the way; then it goes back.
 */
export function recover(root: string, onStep: OnStep): Recovered {
  const unfinished = readJournal(root);
  let direction: Recovered;
  if (unfinished) {
    const { journal, back } = unfinished;
    direction = 'back';
    if (!back && canGoForward(root, journal)) {
      try {
        rollForward(root, journal, onStep);
        direction = 'forward';
      } catch {
        rollBack(root, journal, onStep);
      }
    } else rollBack(root, journal, onStep);
  }
  clearStaging(root);
  return direction;
}

const isDone = (root: string, step: Step): boolean =>
  step.step === 'write' ? !existsSync(newContent(root, step.id)) : lookAt(root, step.path).kind === 'nothing';

const canGoForward = (root: string, journal: Journal): boolean =>
  journal.steps.every((step) => isDone(root, step) || hashAt(root, step.path) === step.before);

/** Hash of a file, null when there is nothing, undefined for anything else. */
export function hashAt(root: string, path: string): string | null | undefined {
  const found = lookAt(root, path);
  if (found.kind === 'nothing') return null;
  return found.kind === 'file' ? hashFileSync(join(root, path)) : undefined;
}

function syncParents(root: string, journal: Journal): void {
  const folders = new Set<string>();
  for (const { path } of journal.steps) {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      folders.add(folder);
      if (folder === '.') break;
    }
  }
  for (const folder of folders) if (existsSync(join(root, folder))) syncFolder(join(root, folder));
}

/** Folders that hold nothing any more go too; anything else in them keeps them. */
function removeEmptyFolders(root: string, emptied: readonly Step[]): void {
  const folders = new Set<string>();
  for (const { path } of emptied) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      // Not empty, or not there: both are fine.
    }
  }
}
