import * as vscode from 'vscode';
import {
  CHOOSE_ENVIRONMENT,
  COMMANDS,
  type CommandId,
  type EnvironmentArgument,
  type ProjectDescription,
} from '../../../protocol/index.ts';
import { SHOWN_ENVIRONMENT } from '../../infrastructure/language-server.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientCommand } from '../client-command.ts';

/** Shows a project in another environment; the choice is remembered in the workspace. */
export const command: ClientCommand = {
  id: COMMANDS.selectEnvironment,
  async execute(services, argument) {
    const given = argument as EnvironmentArgument | undefined;
    const project = await chooseProject(services, given);
    if (!project) return undefined;
    const chosen =
      given?.environment === undefined ? await choose(services, project) : { environment: given.environment };
    if (!chosen) return undefined;
    if ('next' in chosen) return vscode.commands.executeCommand(chosen.next, { project: project.uri });
    const { environment } = chosen;
    await services.memory.remember(project.uri, SHOWN_ENVIRONMENT, environment);
    const choice = environment === undefined ? {} : { environment };
    const shown = await services.server.request(CHOOSE_ENVIRONMENT, { uri: project.uri, ...choice });
    return shown?.environment;
  },
};

interface Item extends vscode.QuickPickItem {
  /** Undefined: as the project file says. */
  readonly environment: string | null | undefined;
}

/** Another thing that one may want of environments. */
interface Action extends vscode.QuickPickItem {
  readonly next: CommandId;
}

async function choose(
  { server, memory }: Services,
  project: ProjectDescription,
): Promise<Pick<Item, 'environment'> | Action | undefined> {
  const { state } = server;
  const shown = 'shown' in state ? state.shown.find(({ uri }) => uri === project.uri) : undefined;
  const current = shown?.environment?.split('.').at(-1) ?? null;
  const isChosen = memory.recall(project.uri, SHOWN_ENVIRONMENT) !== undefined;
  const items: Item[] = [
    ...project.environments.map((environment) => ({
      label: environment,
      ...(environment === project.environment ? { description: vscode.l10n.t('of the project file') } : {}),
      environment,
    })),
    {
      label: vscode.l10n.t('No environment'),
      detail: vscode.l10n.t('The declarations as they stand'),
      environment: null,
    },
  ];
  if (isChosen) {
    items.push({
      label: vscode.l10n.t('As the project file says'),
      detail: project.environment ?? vscode.l10n.t('No environment'),
      environment: undefined,
    });
  }
  const marked = items.map((item) =>
    item.environment === current ? { ...item, label: `$(check) ${item.label}` } : item,
  );
  const actions = [
    { label: '', kind: vscode.QuickPickItemKind.Separator, environment: undefined },
    { label: `$(diff) ${vscode.l10n.t('Compare Environments…')}`, next: COMMANDS.compareEnvironments },
  ];
  return vscode.window.showQuickPick<Item | Action>([...marked, ...actions], {
    title: project.name,
    placeHolder: vscode.l10n.t('Environment to show the model in'),
    matchOnDescription: true,
  });
}
