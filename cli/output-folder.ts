import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSettings, SETTINGS_FILE } from '../language/index.ts';

/** The output folder that a project file names, for commands that need nothing else of the project. */
export function outputOf(project: string): string {
  const path = join(project, SETTINGS_FILE);
  const { settings } = readSettings(existsSync(path) ? readFileSync(path, 'utf8') : '{}');
  return resolve(project, settings.output);
}
