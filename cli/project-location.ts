import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { CommandProblem } from './command.ts';
import { EXIT } from './exit-codes.ts';

/** Same name as in the language room, which is not loaded for the sake of one word. */
const SETTINGS_FILE = 'tenon.json';

export interface ProjectLocation {
  /** Absolute path. */
  readonly folder: string;
  /** The project file is there. */
  readonly hasSettings: boolean;
  /** The file that was named, when the argument was no folder: absolute. */
  readonly file?: string;
}

/**
 * The project that a path belongs to: the nearest folder upwards with a `tenon.json`, else the folder itself.
 * Without an argument the search begins in the working directory.
 */
export function locateProject(
  argument: string | undefined,
  cwd: string,
): { readonly location: ProjectLocation } | { readonly problem: CommandProblem } {
  const path = resolve(cwd, argument ?? '.');
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts) {
    const message = `There is no file or folder ${argument ?? path}.`;
    return {
      problem: { exitCode: EXIT.unreadable, message, help: 'Name a project folder, or a file inside one.' },
    };
  }
  const start = facts.isDirectory() ? path : dirname(path);
  const found = upwards(start).find((folder) => existsSync(join(folder, SETTINGS_FILE)));
  const location = { folder: found ?? start, hasSettings: found !== undefined };
  return { location: facts.isDirectory() ? location : { ...location, file: path } };
}

function upwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}

/** A path for people: relative to the working directory, or absolute outside of it; with forward slashes. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path) || '.';
  return (short.startsWith('..') ? path : short).replaceAll('\\', '/');
}
