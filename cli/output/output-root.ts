import { realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { STATE_FOLDER } from '../../targets/kit/ownership-manifest.ts';
import { isMissing, OutputError } from './output-problem.ts';
import { lookAt, lstatOf } from './safe-path.ts';

/** Files of a running process only; `.tenon/.gitignore` leaves them out of version control. */
export const RUN_FOLDER = `${STATE_FOLDER}/run`;

/**
 * The real path of the output folder. The folder itself may be a link, since its name was given by the
 * user; what lies in it may not. An absent folder is made later, by the first one who writes.
 */
export function outputRoot(folder: string): string {
  const absolute = resolve(folder);
  try {
    const root = realpathSync(absolute);
    if (!statSync(root).isDirectory()) throw notAFolder(absolute);
    checkState(root);
    return root;
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (lstatOf(absolute)?.isSymbolicLink())
      throw new OutputError('not-a-folder', `${absolute} is a link to nothing.`);
    // A file somewhere above shows as "missing" too, but nothing can be made below it.
    for (let parent = resolve(absolute, '..'); ; parent = resolve(parent, '..')) {
      const stats = statOf(parent);
      if (stats?.isDirectory()) return absolute;
      if (stats) throw notAFolder(parent);
    }
  }
}

/** Tenon's own folders must really lie in the output folder. */
function checkState(root: string): void {
  for (const folder of [STATE_FOLDER, RUN_FOLDER]) {
    const stats = lstatOf(join(root, folder));
    if (!stats || stats.isDirectory()) continue;
    const found = lookAt(root, folder);
    const what = found.kind === 'obstacle' ? found.what : 'it is a file';
    throw new OutputError(
      'outside',
      `${folder} in ${root} belongs to Tenon, but ${what}.`,
      'Remove it and generate again.',
    );
  }
}

function statOf(path: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const notAFolder = (path: string): OutputError =>
  new OutputError(
    'not-a-folder',
    `${path} is a file, so nothing can be generated into it.`,
    'Choose another folder with --out.',
  );
