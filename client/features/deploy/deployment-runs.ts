import * as vscode from 'vscode';
import { LIST_PROJECTS, type ProjectDescription } from '../../../protocol/index.ts';
import { folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';

/** What `tenon deploy status --all --format json` says of the last run of a deployment, as far as the editor reads it. */
export interface DeploymentRun {
  readonly run: string;
  readonly deployment: string;
  readonly environment?: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'running' | 'interrupted';
  readonly steps: readonly RunStep[];
}

export interface RunStep {
  readonly number: number;
  readonly title: string;
  readonly state: 'done' | 'done earlier' | 'failed' | 'cancelled' | 'running' | 'interrupted' | 'not run';
  readonly milliseconds?: number;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly says?: string;
  /** File with what it has written, relative to the project folder. */
  readonly log?: string;
}

export interface ProjectRuns {
  readonly project: ProjectDescription;
  readonly runs: readonly DeploymentRun[];
}

/** Where a project keeps what was launched. */
const JOURNAL = '.tenon/deploy/journal.jsonl';

/** The last runs in all projects that have launched something. Nothing is started where the workspace is not trusted. */
export async function readRuns({ server, command }: Services): Promise<readonly ProjectRuns[]> {
  if (!vscode.workspace.isTrusted) return [];
  const projects = await server.request(LIST_PROJECTS, {});
  const all = await Promise.all(
    projects.map(async (project): Promise<ProjectRuns> => {
      if (!(await hasJournal(project))) return { project, runs: [] };
      const folder = folderOf(project);
      const { stdout } = await command.run(['deploy', 'status', folder, '--all', '--format', 'json'], folder);
      return { project, runs: runsIn(stdout) };
    }),
  );
  return all.filter(({ runs }) => runs.length > 0);
}

async function hasJournal({ uri }: ProjectDescription): Promise<boolean> {
  const place = vscode.Uri.joinPath(vscode.Uri.parse(uri), JOURNAL);
  if (place.scheme !== 'file') return false;
  return vscode.workspace.fs.stat(place).then(
    () => true,
    () => false,
  );
}

/** A journal that can't be read has no runs; the log says why. */
function runsIn(text: string): readonly DeploymentRun[] {
  try {
    const { runs } = JSON.parse(text) as { readonly runs?: readonly DeploymentRun[] };
    return runs ?? [];
  } catch {
    return [];
  }
}
