import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import {
  decodeModelText,
  formatText,
  MODEL_EXTENSION,
  modelFiles,
  readSettings,
  SETTINGS_FILE,
} from '../../language/index.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { createNodeFileSystem, reasonOf } from '../../files/index.ts';
import { replaceFile } from '../replace-file.ts';
import { displayPath, locateProject } from '../project-location.ts';

export interface FormattedFiles {
  readonly total: number;
  /** Paths for people. */
  readonly changed: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
}

/** Formats files in place; with `check` it only says which would change. */
export async function formatPaths(
  paths: readonly string[],
  check: boolean,
  { cwd, signal }: CliContext,
): Promise<FormattedFiles | { readonly problem: CommandProblem }> {
  const files = new Set<string>();
  for (const path of paths.length === 0 ? [undefined] : paths) {
    const found = await filesAt(path, cwd, signal);
    if ('problem' in found) return found;
    found.files.forEach((file) => files.add(file));
  }
  const changed: string[] = [];
  const unreadable: { path: string; message: string }[] = [];
  for (const file of [...files].sort()) {
    signal.throwIfAborted();
    const path = displayPath(file, cwd);
    try {
      const outcome = formatFile(file, check);
      if (outcome === 'changed') changed.push(path);
      else if (outcome !== 'same') unreadable.push({ path, message: outcome.problem });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      unreadable.push({ path, message: `It can't be written: ${reasonOf(error)}.` });
    }
  }
  return { total: files.size, changed, unreadable };
}

async function filesAt(
  path: string | undefined,
  cwd: string,
  signal: AbortSignal,
): Promise<{ readonly files: readonly string[] } | { readonly problem: CommandProblem }> {
  const absolute = resolve(cwd, path ?? '.');
  const facts = statSync(absolute, { throwIfNoEntry: false });
  if (!facts)
    return { problem: { exitCode: EXIT.unreadable, message: `There is no file or folder ${path}.` } };
  if (facts.isFile()) {
    if (absolute.endsWith(MODEL_EXTENSION)) return { files: [absolute] };
    return { problem: { exitCode: EXIT.usage, message: `${path} is not a ${MODEL_EXTENSION} file.` } };
  }
  const located = locateProject(path, cwd);
  if ('problem' in located) return located;
  const { folder } = located.location;
  const settingsPath = join(folder, SETTINGS_FILE);
  const { settings } = readSettings(existsSync(settingsPath) ? readFileSync(settingsPath, 'utf8') : '{}');
  const all = await modelFiles(createNodeFileSystem(folder), settings, signal);
  // A folder inside a project stands for the model files in it.
  return {
    files: all
      .map((file) => join(folder, file))
      .filter((file) => !displayPath(file, absolute).startsWith('/')),
  };
}

function formatFile(file: string, check: boolean): 'same' | 'changed' | { readonly problem: string } {
  const decoded = decodeModelText(readFileSync(file));
  if ('problem' in decoded) return decoded;
  const formatted = formatText(decoded.text);
  if (formatted === decoded.text) return 'same';
  if (!check) replaceFile(file, formatted);
  return 'changed';
}

export async function formatInput({ terminal, signal }: CliContext): Promise<ExitCode> {
  const chunks: Buffer[] = [];
  for await (const chunk of addAbortSignal(signal, process.stdin)) chunks.push(chunk as Buffer);
  const decoded = decodeModelText(Buffer.concat(chunks));
  if ('problem' in decoded) {
    terminal.error(`error: standard input: ${decoded.problem}\n`);
    return EXIT.unreadable;
  }
  terminal.out(formatText(decoded.text));
  return EXIT.ok;
}
