import * as vscode from 'vscode';
import { COMMANDS, type RunArgument } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Opens what a step of a deployment has written. */
export const command: ClientCommand = {
  id: COMMANDS.showRunLog,
  async execute(_services, argument) {
    const { log } = (argument ?? {}) as Partial<RunArgument>;
    if (log === undefined) return undefined;
    const uri = vscode.Uri.parse(log);
    try {
      await vscode.workspace.fs.stat(uri);
    } catch {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('What this step has written is no longer there.'),
      );
      return undefined;
    }
    await vscode.window.showTextDocument(uri, { preview: true });
    return uri.toString();
  },
};
