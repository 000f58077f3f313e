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
export const lstat = stat;
export const realpath = (path: string): Promise<string> => Promise.resolve(path);

export async function readdir(
  path: string,
  options: { readonly withFileTypes?: boolean; readonly recursive?: boolean } = {},
): Promise<(Entry | string)[]> {
  const entries = await disk.list(path);
  if (options.withFileTypes === true) return entries.map(({ name, kind }) => ({ name, ...kinds(kind) }));
  const names = entries.map(({ name }) => name);
  if (options.recursive !== true) return names;
  const inside = entries
    .filter(({ kind }) => kind === 'folder')
    .map(async ({ name }) =>
      (await readdir(`${path}/${name}`, options)).map((each) => `${name}/${String(each)}`),
    );
  return [...names, ...(await Promise.all(inside)).flat()];
}

const kinds = (kind: FileFacts['kind']): Omit<Entry, 'name'> => ({
  isFile: () => kind === 'file',
  isDirectory: () => kind === 'folder',
  isSymbolicLink: () => false,
});
