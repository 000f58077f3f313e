import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { locateProject } from '../project-location.ts';

/** Same names as in the language room, which is not loaded for the sake of two words. */
const SETTINGS_FILE = 'tenon.json';
const MODEL_FILE = '.tenon';

/** Folders of tools and of installed packages, in which nobody keeps a project of their own. */
const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/**
 * Paths of the projects that an argument means: the one it belongs to, or those below a folder that belongs to
 * none, such as a repository with several. What can't be found or listed is left to whoever opens the path.
 */
export async function findProjects(
  argument: string | undefined,
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<readonly (string | undefined)[]> {
  const located = locateProject(argument, cwd);
  if ('problem' in located || located.location.hasSettings || located.location.file) return [argument];
  const { folder } = located.location;
  const below: string[] = [];
  const hasModels = await collect(folder, below, signal);
  if (below.length === 0) return [argument];
  return hasModels ? [folder, ...below.sort()] : below.sort();
}

/** Adds the projects below a folder; true when model files are there that belong to none of them. */
async function collect(folder: string, projects: string[], signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let hasModels = entries.some((entry) => entry.isFile() && entry.name.endsWith(MODEL_FILE));
  for (const entry of entries) {
    // Links are not followed: they may lead in a circle, and what they lead to is found where it is.
    if (!entry.isDirectory() || isSkipped(entry.name)) continue;
    const inner = join(folder, entry.name);
    const names: readonly string[] = await readdir(inner).catch(() => []);
    if (names.includes(SETTINGS_FILE)) projects.push(inner);
    else hasModels = (await collect(inner, projects, signal)) || hasModels;
  }
  return hasModels;
}
