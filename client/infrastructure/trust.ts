import * as vscode from 'vscode';

/** Whether programs may be started here; says why not, and how to allow it. */
export async function mayStartPrograms(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t(
    'This workspace is not trusted, so Tenon starts no programs and writes no files.',
  );
  const chosen = await vscode.window.showWarningMessage(message, manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}
