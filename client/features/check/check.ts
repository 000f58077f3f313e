import * as vscode from 'vscode';
import { CHECK_PROJECT, COMMANDS, type CheckSummary, type ProjectArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import type { ClientCommand } from '../client-command.ts';

/** Reads a project again and checks all of it; what is found is in the problems view. */
export const command: ClientCommand = {
  id: COMMANDS.check,
  async execute(services, argument) {
    const project = await chooseProject(services, argument as ProjectArgument | undefined);
    if (!project) return undefined;
    const summary = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Checking {0}', project.name) },
      (_progress, token) => services.server.request(CHECK_PROJECT, { uri: project.uri }, token),
    );
    if (summary) await show(project.name, summary);
    return summary;
  },
};

async function show(name: string, { files, errors, warnings }: CheckSummary): Promise<void> {
  if (errors + warnings === 0) {
    vscode.window.setStatusBarMessage(
      `$(check) ${vscode.l10n.t('{0}: no problems in {1} files', name, files)}`,
      8_000,
    );
    return;
  }
  vscode.window.setStatusBarMessage(
    `$(error) ${vscode.l10n.t('{0}: {1} errors, {2} warnings', name, errors, warnings)}`,
    8_000,
  );
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
