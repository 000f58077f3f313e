import { basename } from 'node:path';
import { URI } from 'vscode-uri';
import type { ServerStatus, ShownProject } from '../../protocol/index.ts';
import type { ProjectHost } from './project-host.ts';

/** What the editor's status item says. */
export function serverStatus(hosts: readonly ProjectHost[]): ServerStatus {
  return {
    state: hosts.every((host) => host.isLoaded) ? 'ready' : 'loading',
    projects: hosts.length,
    files: hosts.reduce((sum, host) => sum + host.project.files.size, 0),
    shown: hosts.flatMap((host) => shownProject(host) ?? []).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
  };
}

/** Undefined for a text that stands alone. */
export function shownProject({ root, environment }: ProjectHost): ShownProject | undefined {
  if (root === undefined) return undefined;
  return { uri: URI.file(root).toString(), name: basename(root), environment: environment ?? null };
}
