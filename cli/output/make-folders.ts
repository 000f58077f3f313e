import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isFileError } from './output-problem.ts';
import { lstatOf } from './safe-path.ts';

/**
 * Makes a folder and those above it. One by one, because `mkdir` with `recursive` says "not found" where a
 * read-only file system is the reason.
 */
export function makeFolders(path: string): void {
  if (lstatOf(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process was faster.
    if (!isFileError(error) || error.code !== 'EEXIST') throw error;
  }
}
