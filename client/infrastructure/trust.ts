import * as vscode from 'vscode';
import { isVirtualWorkspace } from './virtual-workspace.ts';

/** Whether programs may be started here; says why not, and how to allow it. */
export async function mayStartPrograms(): Promise<boolean> {
  if (isVirtualWorkspace()) {
    const message = vscode.l10n.t(
      'The files of this workspace are not on a disk, so Tenon starts no programs and writes no files here. Open the folder in VS Code on a computer for that.',
    );
    void vscode.window.showInformationMessage(message);
    return false;
  }
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t(
    'This workspace is not trusted, so Tenon starts no programs and writes no files.',
  );
  const chosen = await vscode.window.showWarningMessage(message, manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}
