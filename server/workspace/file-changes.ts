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
  const files = uris.flatMap((uri) => fileOf(uri) ?? []).filter((file) => !file.endsWith(SETTINGS_FILE));
  if (files.length === 0) return result;
  for (const host of hosts) {
    const inside = files.flatMap((file) => pathInside(host.root!, file) ?? []);
    if (inside.length === 0) continue;
    const known = foldersOf(host);
    result.set(host, {
      models: inside.filter((path) => path.endsWith(MODEL_EXTENSION)),
      folders: inside.filter((path) => known.has(path) || isFolderName(path)),
    });
  }
  return result;
}

/** A folder that came is told by its name alone; files that anybody watches have an ending. */
const isFolderName = (path: string): boolean => !path.slice(path.lastIndexOf('/') + 1).includes('.');

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
