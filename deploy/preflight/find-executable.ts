import { accessSync, constants, statSync } from 'node:fs';
import path, { type PlatformPath } from 'node:path';

/**
 * Absolute paths at which a program may lie, in the order in which they are tried. On Windows only real
 * programs count: batch files can't be started without a shell.
 */
export function executableCandidates(
  name: string,
  environment: NodeJS.ProcessEnv,
  style: PlatformPath,
): readonly string[] {
  const windows = style.sep === '\\';
  const names = windows && !/\.(exe|com)$/i.test(name) ? [`${name}.exe`, `${name}.com`] : [name];
  if (style.isAbsolute(name)) return names;
  const folders = searchPath(environment, windows)
    .split(style.delimiter)
    .map((folder) => (windows ? folder.replaceAll('"', '') : folder));
  // A relative entry would mean another program in every folder.
  return folders
    .filter((folder) => style.isAbsolute(folder))
    .flatMap((folder) => names.map((file) => style.join(folder, file)));
}

function searchPath(environment: NodeJS.ProcessEnv, windows: boolean): string {
  if (!windows) return environment['PATH'] ?? '';
  const key = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH');
  return (key === undefined ? undefined : environment[key]) ?? '';
}

export const findExecutables = (name: string, environment: NodeJS.ProcessEnv): readonly string[] =>
  executableCandidates(name, environment, path).filter(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
