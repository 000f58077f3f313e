import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectFileSystem } from '../../language/index.ts';

/** The files of a project folder on the disk. */
export function nodeFileSystem(root: string): ProjectFileSystem {
  const at = (path: string): string => join(root, path);
  return {
    async list(folder) {
      const entries = await readdir(at(folder), { withFileTypes: true });
      const result: { name: string; kind: 'file' | 'folder' }[] = [];
      for (const entry of entries) {
        const kind = entry.isSymbolicLink()
          ? await kindOfTarget(join(at(folder), entry.name))
          : kindOf(entry);
        if (kind) result.push({ name: entry.name, kind });
      }
      return result;
    },
    read: (path) => readFile(at(path)),
    exists: (path) => access(at(path)).then(yes, no),
    identity: (path) => realpath(at(path)),
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'folder' | undefined =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : undefined;

/** A link that leads nowhere, or in a circle, has no kind. */
const kindOfTarget = (path: string): Promise<'file' | 'folder' | undefined> =>
  stat(path).then(kindOf, () => undefined);
