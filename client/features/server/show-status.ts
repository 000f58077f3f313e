import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { shownEnvironment, stateText, versionOf } from './server-text.ts';

interface Action extends vscode.QuickPickItem {
  readonly command: CommandId;
}

/** How the server is, and what one can do about it. */
export const command: ClientCommand = {
  id: COMMANDS.showStatus,
  async execute(services) {
    const { state } = services.server;
    const environment = shownEnvironment(state) ?? vscode.l10n.t('none');
    const actions: Action[] = [
      {
        label: `$(server-environment) ${vscode.l10n.t('Select Environment…')}`,
        description: environment,
        command: COMMANDS.selectEnvironment,
      },
      {
        label: `$(debug-restart) ${vscode.l10n.t('Restart Language Server')}`,
        command: COMMANDS.restartServer,
      },
      { label: `$(output) ${vscode.l10n.t('Show Output')}`, command: COMMANDS.showOutput },
      { label: `$(bug) ${vscode.l10n.t('Report a Bug…')}`, command: COMMANDS.reportBug },
    ];
    const title = `Tenon ${versionOf(services)}: ${stateText(state)}`;
    const chosen = await vscode.window.showQuickPick(actions, { title });
    if (chosen) await vscode.commands.executeCommand(chosen.command);
    return chosen?.command;
  },
};
