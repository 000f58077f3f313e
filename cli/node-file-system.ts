import { constants, type Dirent } from 'node:fs';
import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProjectFileSystem } from '../language/index.ts';

/** A folder that could not be listed; path relative to the project, with forward slashes. */
interface UnreadableFolder {
  readonly path: string;
  readonly reason: string;
}

export interface NodeFileSystem extends ProjectFileSystem {
  /** What was met so far; an unreadable folder counts as empty, so that the rest is still checked. */
  readonly unreadable: readonly UnreadableFolder[];
}

/** The project's files on disk. */
export function createNodeFileSystem(root: string): NodeFileSystem {
  const unreadable: UnreadableFolder[] = [];
  return {
    unreadable,
    async list(folder) {
      try {
        const entries = await withRetry(() => readdir(join(root, folder), { withFileTypes: true }));
        const kinds = await Promise.all(
          entries.map((entry) => kindOf(join(root, folder, entry.name), entry)),
        );
        return entries.flatMap(({ name }, index) => {
          const kind = kinds[index];
          return kind === undefined ? [] : [{ name, kind }];
        });
      } catch (error) {
        unreadable.push({ path: folder, reason: reasonOf(error) });
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

const MOST_TRIES = 20;

/** Other processes may hold all descriptors for a moment. */
async function withRetry<T>(action: () => Promise<T>, tries = 1): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'EMFILE' && code !== 'ENFILE') || tries >= MOST_TRIES) throw error;
    await pause(5 * tries);
    return withRetry(action, tries + 1);
  }
}

/** The system's message holds the machine's path, which a finding must not. */
function withoutPath(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  throw Object.assign(new Error(`${reasonOf(error)}.`), { code });
}

/** The system's reason without the machine's path. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    ENOENT: 'it is not there',
    EISDIR: 'it is a folder',
    ENOTDIR: 'it is not a folder',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ELOOP: 'its links lead in a circle',
    EMFILE: 'too many files are open',
  };
  return (code === undefined ? undefined : known[code]) ?? message;
}
