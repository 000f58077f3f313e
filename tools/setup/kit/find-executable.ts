import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Absolute paths of every executable called `name` on the PATH, first one first. */
export async function findExecutables(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && (await isExecutableFile(path))) found.push(path);
  }
  return found;
}

/** The first of `names` that the PATH has. */
export async function findExecutable(...names: string[]): Promise<string | undefined> {
  for (const name of names) {
    const [path] = await findExecutables(name);
    if (path !== undefined) return path;
  }
  return undefined;
}

export async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
