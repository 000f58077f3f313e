import { chmodSync, constants, copyFileSync, fsyncSync, closeSync, linkSync, openSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ChangeSet, Write } from '../../targets/kit/change-set.ts';
import { hashFile } from './hash-file.ts';
import {
  clearStaging,
  newContent,
  oldContent,
  syncFolder,
  writeJournal,
  writeSynced,
  type Journal,
  type Step,
} from './journal.ts';
import { makeFolders } from './make-folders.ts';
import type { OutputLock } from './output-lock.ts';
import { isMissing, OutputError } from './output-problem.ts';
import { RUN_FOLDER } from './output-root.ts';
import { fileAt } from './safe-path.ts';
import { hashAt, rollBack, rollForward, type OnStep } from './swap.ts';

export interface ApplyOptions {
  /** Files that are copied are named relative to it. */
  readonly projectRoot: string;
  readonly signal?: AbortSignal;
  readonly onStep?: OnStep;
}

/**
 * Writes a change set: all of it, or nothing. See `swap.ts` for why. Everything that can fail for want of
 * space, rights or an unchanged folder happens in `stage`, before the first file is touched.
 */
export async function applyChanges(
  root: string,
  changes: ChangeSet,
  lock: OutputLock,
  options: ApplyOptions,
): Promise<void> {
  if (changes.writes.length === 0 && changes.removes.length === 0) return;
  const onStep = options.onStep ?? (() => undefined);
  let journal: Journal;
  try {
    journal = await stage(root, changes, options, onStep);
    options.signal?.throwIfAborted();
    lock.assertHeld();
    onStep('write journal');
    writeJournal(root, journal);
  } catch (error) {
    clearStaging(root);
    throw error;
  }
  try {
    rollForward(root, journal, onStep);
  } catch (error) {
    rollBack(root, journal, onStep);
    clearStaging(root);
    throw error;
  }
  onStep('clear staging');
  clearStaging(root);
}

/** Puts every new content and every old one aside, synced, and checks that the folder is what was planned for. */
async function stage(
  root: string,
  changes: ChangeSet,
  options: ApplyOptions,
  onStep: OnStep,
): Promise<Journal> {
  clearStaging(root);
  makeFolders(join(root, RUN_FOLDER, 'new'));
  makeFolders(join(root, RUN_FOLDER, 'old'));
  const steps: Step[] = [];
  // Removals come first: where case does not count, a removed "A" and a new "a" are the same file.
  for (const { path, expected } of changes.removes) {
    onStep(`stage removal of ${path}`);
    const before = putAside(root, path, steps.length, expected);
    if (before !== null) steps.push({ step: 'remove', path, id: steps.length, before, after: null });
  }
  for (const write of changes.writes) {
    options.signal?.throwIfAborted();
    onStep(`stage ${write.path}`);
    const id = steps.length;
    const mode = fileAt(root, write.path)?.mode;
    await stageContent(root, write, id, options);
    if (mode !== undefined) chmodSync(newContent(root, id), mode & 0o777);
    const before = putAside(root, write.path, id, write.expected);
    steps.push({ step: 'write', path: write.path, id, before, after: write.content.sha256 });
  }
  onStep('sync staging');
  for (const name of ['new', 'old', '.']) syncFolder(join(root, RUN_FOLDER, name));
  return { version: 1, steps };
}

async function stageContent(
  root: string,
  { content }: Write,
  id: number,
  options: ApplyOptions,
): Promise<void> {
  const staged = newContent(root, id);
  if ('text' in content) {
    writeSynced(staged, content.text);
    return;
  }
  try {
    await copyFile(
      resolve(options.projectRoot, content.copyOf),
      staged,
      constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE,
    );
  } catch (error) {
    if (isMissing(error))
      throw new OutputError('source-missing', `${content.copyOf} is not there any more.`, 'Generate again.');
    throw error;
  }
  chmodSync(staged, 0o644);
  syncFile(staged);
  if ((await hashFile(staged, options.signal)) !== content.sha256) {
    throw new OutputError(
      'changed-meanwhile',
      `${content.copyOf} changed while it was copied.`,
      'Generate again.',
    );
  }
}

/** Keeps the file that will be replaced or removed, and gives its hash; null when there is none. */
function putAside(
  root: string,
  path: string,
  id: number,
  expected: string | null | undefined,
): string | null {
  fileAt(root, path);
  const before = hashAt(root, path) ?? null;
  if (expected !== undefined && before !== expected) {
    throw new OutputError(
      'changed-meanwhile',
      `${path} was changed while Tenon was generating.`,
      'Generate again; nothing was written.',
    );
  }
  if (before === null) return null;
  const aside = oldContent(root, id);
  try {
    linkSync(join(root, path), aside);
  } catch {
    // Some file systems have no hard links.
    copyFileSync(join(root, path), aside);
    syncFile(aside);
  }
  return before;
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
