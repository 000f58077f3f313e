import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareText } from '../../../language/model/origin.ts';

/** Texts by path with forward slashes, relative to a folder. */
export type FileSet = ReadonlyMap<string, string>;

/** Every file below a folder; an absent folder has none. */
export function readFiles(folder: string): FileSet {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort(compareText);
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Makes the folder hold these files and no others; `except` names the parts that are left alone. */
export function recordFiles(folder: string, files: FileSet, except: string): void {
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    if (entry !== except) rmSync(join(folder, entry), { recursive: true });
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Names of the folders in a folder, sorted. */
export const subfolders = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(compareText)
    : [];
