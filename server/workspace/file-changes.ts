import { MODEL_EXTENSION, SETTINGS_FILE } from '../../language/index.ts';
import { fileOf } from './document-uri.ts';
import { pathInside } from './project-folder.ts';
import type { ProjectHost } from './project-host.ts';

/** What happened in one project, as paths in it. */
export interface ProjectChanges {
  readonly models: readonly string[];
  /** Folders that came or went with everything in them. */
  readonly folders: readonly string[];
}

/**
 * Files and folders that were created, changed or deleted, by project. In a project without models and folders among
 * them something happened to files that models may name.
 */
export function groupChanges(
  uris: readonly string[],
  hosts: Iterable<ProjectHost>,
): Map<ProjectHost, ProjectChanges> {
  const result = new Map<ProjectHost, ProjectChanges>();
  const all = [...hosts].map((host) => ({ host, known: foldersOf(host) }));
  const endings = new Set([
    MODEL_EXTENSION.slice(1),
    ...all.flatMap(({ known }) => [...known].map(endingOf)),
  ]);
  // Of ten thousand files that a package manager writes none has to be looked at more closely than this.
  const [near, foreign] = divide(uris, (uri) => isFolderName(uri) || endings.has(endingOf(uri)));
  const files = near.flatMap((uri) => fileOf(uri) ?? []);
  for (const { host, known } of all) {
    const inside = files.flatMap((file) => pathInside(host.root!, file) ?? []);
    if (inside.length === 0 && !foreign.some((uri) => isInside(uri, host))) continue;
    result.set(host, {
      models: inside.filter((path) => path.endsWith(MODEL_EXTENSION)),
      folders: inside.filter((path) => known.has(path) || isFolderName(path)),
    });
  }
  return result;
}

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** A folder that came is told by its name alone; files that anybody watches have an ending. */
const isFolderName = (path: string): boolean => !path.slice(path.lastIndexOf('/') + 1).includes('.');

/** Something of the project that a model may name. */
function isInside(uri: string, host: ProjectHost): boolean {
  if (FOREIGN.test(uri) || uri.endsWith(`/${SETTINGS_FILE}`)) return false;
  const file = fileOf(uri);
  return file !== undefined && pathInside(host.root!, file) !== undefined;
}

/** Folders of tools, in which no model has its files. */
const FOREIGN = /\/(?:node_modules|\.git|\.venv|__pycache__)\//u;

function divide<T>(all: readonly T[], is: (each: T) => boolean): [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const each of all) parts[is(each) ? 0 : 1].push(each);
  return parts;
}

/** Folders of a project that hold models, directly or deeper. */
export function foldersOf({ project, loadFindings }: ProjectHost): Set<string> {
  const folders = new Set<string>();
  for (const paths of [project.files.keys(), loadFindings.keys()]) {
    for (const path of paths) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const folder = path.slice(0, end);
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
  }
  return folders;
}
