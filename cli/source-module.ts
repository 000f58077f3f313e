import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from './package-root.ts';

/**
 * A module of this repository as it lies there, when Tenon runs in a clone: it finds its scripts, lock files and
 * caches beside itself, which a bundle does not. Undefined in a packed Tenon, and where Node can't run TypeScript.
 */
export async function sourceModule<T>(path: string): Promise<T | undefined> {
  const file = join(packageRoot(), path);
  const isInstalled = file.includes('node_modules');
  if (isInstalled || !process.features.typescript || !existsSync(file)) return undefined;
  return (await import(pathToFileURL(file).href)) as T;
}
