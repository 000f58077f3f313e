import * as vscode from 'vscode';
import type { GenerationProblem } from '../../protocol/index.ts';

/** Says why there are no files to show; errors of the model lead to the problems. */
export async function sayGenerationProblem({ reason, message, help }: GenerationProblem): Promise<void> {
  const text = help === undefined ? message : `${message} ${help}`;
  if (reason !== 'errors') {
    void vscode.window.showInformationMessage(text);
    return;
  }
  const problems = vscode.l10n.t('Show Problems');
  if ((await vscode.window.showErrorMessage(text, problems)) === problems)
    await vscode.commands.executeCommand('workbench.actions.view.problems');
}
