import type { PlatformPath } from 'node:path';

/** Where a project and its output lie, and how paths are written there. */
export interface Places {
  /** Absolute. */
  readonly project: string;
  /** Absolute; mostly inside the project. */
  readonly output: string;
  /** `path.posix` or `path.win32`. */
  readonly path: PlatformPath;
}

/** Folder of the project that belongs to deployments. It is machine-made and never committed. */
export const DEPLOY_FOLDER = '.tenon/deploy';

/** A path as plans write it: relative to the project with forward slashes, or absolute when it is outside. */
export function placeOf({ project, path }: Places, absolute: string): string {
  const relative = path.relative(project, absolute);
  // On Windows a path on another drive stays absolute.
  const outside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  return outside ? absolute : slashes(path, relative) || '.';
}

const absoluteOf = ({ project, path }: Pick<Places, 'project' | 'path'>, place: string): string =>
  path.resolve(project, place);

/**
 * How a program that runs in `from` calls `to`: relative, so that the command can be repeated by hand and no
 * name of the folders above the project gets into it; absolute between drives and outside of the project.
 */
export function argumentFor(places: Places, from: string, to: string): string {
  const { path } = places;
  if (path.isAbsolute(from) || path.isAbsolute(to)) return absoluteOf(places, to);
  const relative = slashes(path, path.relative(absoluteOf(places, from), absoluteOf(places, to)));
  return relative || '.';
}

/** Folder for what the tools keep between the steps of a deployment. Its prefix keeps it clear of device names. */
export const workFolder = (deployment: string, part: string): string =>
  `${DEPLOY_FOLDER}/work-${deployment}/${part}`;

export const joined = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

const slashes = (path: PlatformPath, text: string): string => text.replaceAll(path.sep, '/');
