import * as vscode from 'vscode';
import { LIST_PROJECTS, type ProjectArgument, type ProjectDescription } from '../../protocol/index.ts';
import type { Services } from './services.ts';

/** The project that a command is about: the one that is named, the only one, that of the open file, or the chosen one. */
export async function chooseProject(
  services: Services,
  given?: ProjectArgument,
): Promise<ProjectDescription | undefined> {
  const projects = await services.server.request(LIST_PROJECTS, {});
  const isNamed = projects.find(({ uri }) => uri === given?.project);
  if (isNamed) return isNamed;
  if (projects.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no Tenon project in this workspace: no folder with .tenon files.'),
    );
    return undefined;
  }
  if (projects.length === 1) return projects[0];
  const active = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
  const around = projectAround(projects, given?.file ?? active);
  if (around) return around;
  const items = projects.map((project) => ({
    label: project.name,
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(project.uri)),
    project,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Project') }))?.project;
}

/** The innermost project around a file. */
export const projectAround = <P extends { readonly uri: string }>(
  projects: readonly P[],
  file: string,
): P | undefined =>
  projects.filter(({ uri }) => file.startsWith(`${uri}/`)).sort((a, b) => b.uri.length - a.uri.length)[0];

export const folderOf = (project: ProjectDescription): string => vscode.Uri.parse(project.uri).fsPath;

interface EnvironmentItem extends vscode.QuickPickItem {
  readonly environment: string | undefined;
}

/** The environment, the last choice first; `all` offers to take every deployment. Undefined when cancelled. */
export async function chooseEnvironment(
  services: Services,
  project: ProjectDescription,
  options: { readonly all: boolean },
): Promise<{ readonly environment: string | undefined } | undefined> {
  if (project.environments.length === 0) return { environment: undefined };
  const last = services.memory.recall<string | null>(project.uri, 'environment');
  const items: EnvironmentItem[] = project.environments.map((environment) => ({
    label: environment,
    environment,
  }));
  if (options.all) items.push({ label: vscode.l10n.t('All deployments'), environment: undefined });
  const isLast = (item: EnvironmentItem): boolean => (item.environment ?? null) === last;
  items.sort((a, b) => Number(isLast(b)) - Number(isLast(a)));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Environment'),
    title: project.name,
  });
  if (!chosen) return undefined;
  await services.memory.remember(project.uri, 'environment', chosen.environment ?? null);
  return { environment: chosen.environment };
}

/** The targets: those that the deployments emit, as they were chosen the last time. Undefined when cancelled. */
export async function chooseTargets(
  services: Services,
  project: ProjectDescription,
): Promise<readonly string[] | undefined> {
  const wanted = project.targets.filter((target) => target.wanted);
  const last = services.memory.recall<readonly string[]>(project.uri, 'targets');
  const items = wanted.map(({ id, title, summary }) => ({
    label: title,
    description: id,
    detail: summary,
    picked: last?.includes(id) ?? true,
    id,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Targets to generate'),
    title: project.name,
  });
  if (!chosen || chosen.length === 0) return undefined;
  const ids = chosen.map(({ id }) => id);
  await services.memory.remember(project.uri, 'targets', ids);
  return ids;
}
