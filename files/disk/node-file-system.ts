import { constants, type Dirent } from 'node:fs';
import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectFileSystem } from '../../language/index.ts';
import { reasonOf } from './reason.ts';
import { withRetry } from './retry.ts';

/** A folder that could not be listed; path relative to the project, with forward slashes. */
export interface UnreadableFolder {
  readonly path: string;
  readonly reason: string;
}

export interface NodeFileSystem extends ProjectFileSystem {
  /** What was met so far; an unreadable folder counts as empty, so that the rest is still checked. */
  readonly unreadable: readonly UnreadableFolder[];
}

/** The files of the project folder `root` on disk; the same for the command and the language server. */
export function createNodeFileSystem(root: string): NodeFileSystem {
  const unreadable = new Map<string, UnreadableFolder>();
  return {
    get unreadable() {
      return [...unreadable.values()];
    },
    async list(folder) {
      try {
        const entries = await withRetry(() => readdir(join(root, folder), { withFileTypes: true }));
        const kinds = await Promise.all(
          entries.map((entry) => kindOf(join(root, folder, entry.name), entry)),
        );
        unreadable.delete(folder);
        return entries.flatMap(({ name }, index) => {
          const kind = kinds[index];
          return kind === undefined ? [] : [{ name, kind }];
        });
      } catch (error) {
        unreadable.set(folder, { path: folder, reason: reasonOf(error) });
        return [];
      }
    },
    read: (path) => withRetry(() => readFile(join(root, path))).catch(withoutPath),
    exists: (path) =>
      access(join(root, path), constants.F_OK).then(
        () => true,
        () => false,
      ),
    identity: (folder) => withRetry(() => realpath(join(root, folder))),
  };
}

async function kindOf(path: string, entry: Dirent): Promise<'file' | 'folder' | undefined> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return undefined;
  // A link that leads nowhere or in a circle is left out.
  const facts = await withRetry(() => stat(path)).catch(() => undefined);
  return facts?.isFile() ? 'file' : facts?.isDirectory() ? 'folder' : undefined;
}

/** The system's message holds the machine's path, which a finding must not. */
function withoutPath(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  throw Object.assign(new Error(`${reasonOf(error)}.`), { code });
}
