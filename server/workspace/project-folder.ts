import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import {
  ALWAYS_EXCLUDED,
  DEFAULT_SETTINGS,
  MODEL_EXTENSION,
  readSettings,
  SETTINGS_FILE,
  type ProjectSettings,
} from '../../language/index.ts';

/** Path of a file relative to a folder with forward slashes, or undefined when it is not inside. */
export function pathInside(folder: string, file: string): string | undefined {
  const path = relative(folder, file);
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The nearest folder above a file that has a project file. Few lookups, so that opening a file needs no waiting. */
export function nearestProject(file: string): string | undefined {
  let folder = dirname(file);
  while (!existsSync(join(folder, SETTINGS_FILE))) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return folder;
}

/** Settings of a project folder; what is wrong with them is told when the project is loaded. */
export function settingsOf(folder: string): ProjectSettings {
  try {
    return readSettings(readFileSync(join(folder, SETTINGS_FILE), 'utf8')).settings;
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** Bounds of the search for projects, so that opening a home folder or a monorepo costs little. */
const DEEPEST = 5;
const MOST_FOLDERS = 2_000;

/**
 * Project folders at and below a workspace folder, nearest first; the workspace folder itself when it has models
 * and no project file is above or below it. Links are not followed.
 */
export async function findProjects(workspaceFolder: string): Promise<string[]> {
  const found: string[] = [];
  let level = [workspaceFolder];
  let looked = 0;
  let hasModels = false;
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (++looked > MOST_FOLDERS) return found;
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      if (entries.some((entry) => entry.name === SETTINGS_FILE && entry.isFile())) found.push(folder);
      hasModels ||= entries.some((entry) => entry.name.endsWith(MODEL_EXTENSION) && entry.isFile());
      for (const entry of entries) {
        const isSearched =
          entry.isDirectory() && !entry.name.startsWith('.') && !ALWAYS_EXCLUDED.includes(entry.name);
        if (isSearched) next.push(join(folder, entry.name));
      }
    }
    level = next;
  }
  const stands = found.length === 0 && hasModels && nearestProject(join(workspaceFolder, 'x')) === undefined;
  return stands ? [workspaceFolder] : found;
}
