import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { pathProblem } from '../../targets/kit/output-paths.ts';
import { isMissing, OutputError } from './output-problem.ts';

/** What stands at a path inside the output root. */
export type Found =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly stats: Stats }
  | { readonly kind: 'obstacle'; readonly what: string };

/**
 * Looks at a path below `root` without following a link: a link anywhere on the way could lead outside,
 * so it is an obstacle like a file where a folder has to be. Paths are relative with forward slashes.
 */
export function lookAt(root: string, path: string): Found {
  const unusable = pathProblem(path);
  // The kit refuses such paths before; this is the last door before the file system.
  if (unusable !== undefined) throw new OutputError('outside', `"${path}" can't be written: ${unusable}.`);
  const names = path.split('/');
  for (let depth = 1; depth < names.length; depth += 1) {
    const parent = names.slice(0, depth).join('/');
    const stats = lstatOf(join(root, parent));
    if (!stats) return { kind: 'nothing' };
    if (!stats.isDirectory()) return { kind: 'obstacle', what: `${parent} is ${nounOf(stats)}` };
  }
  const stats = lstatOf(join(root, path));
  if (!stats) return { kind: 'nothing' };
  if (stats.isFile()) return { kind: 'file', stats };
  return { kind: 'obstacle', what: `it is ${nounOf(stats)}` };
}

/** The file at a path, or nothing; an obstacle is a problem. */
export function fileAt(root: string, path: string): Stats | undefined {
  const found = lookAt(root, path);
  if (found.kind === 'obstacle') {
    throw new OutputError(
      'outside',
      `${path} can't be written: ${found.what}.`,
      'Move it away, or choose another folder with --out.',
    );
  }
  return found.kind === 'file' ? found.stats : undefined;
}

export function lstatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function nounOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFile()) return 'a file';
  return 'no ordinary file';
}
