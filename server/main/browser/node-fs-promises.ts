import type { FileFacts } from '../../../protocol/index.ts';
import { disk } from './virtual-disk.ts';

/** What the server uses of `node:fs/promises`, over the files that the editor gives. */

export interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

interface Stats extends Omit<Entry, 'name'> {
  readonly size: number;
  readonly mtimeMs: number;
}

export async function readFile(path: string, encoding?: 'utf8'): Promise<Uint8Array | string> {
  const bytes = await disk.read(path);
  return encoding === undefined ? bytes : new TextDecoder().decode(bytes);
}

export async function access(path: string): Promise<void> {
  await disk.facts(path);
}

export async function stat(path: string): Promise<Stats> {
  const facts = await disk.facts(path);
  return { size: facts.size, mtimeMs: facts.changed, ...kinds(facts.kind) };
}

/** The editor has resolved the links. */
export const lstat = (path: string): Promise<Stats> => stat(path);
export const realpath = (path: string): Promise<string> => Promise.resolve(path);

export async function readdir(
  path: string,
  options: { readonly withFileTypes?: boolean; readonly recursive?: boolean } = {},
): Promise<readonly (Entry | string)[]> {
  if (options.withFileTypes !== true) return names(path, options.recursive === true);
  const entries = await disk.list(path);
  return entries.map(({ name, kind }) => ({ name, ...kinds(kind) }));
}

/** With those of the folders inside when it is `recursive`. */
async function names(path: string, recursive: boolean): Promise<readonly string[]> {
  const entries = await disk.list(path);
  const inside = entries
    .filter(({ kind }) => recursive && kind === 'folder')
    .map(async ({ name }) => (await names(`${path}/${name}`, true)).map((each) => `${name}/${each}`));
  return [...entries.map(({ name }) => name), ...(await Promise.all(inside)).flat()];
}

const kinds = (kind: FileFacts['kind']): Omit<Entry, 'name'> => ({
  isFile: () => kind === 'file',
  isDirectory: () => kind === 'folder',
  isSymbolicLink: () => false,
});
