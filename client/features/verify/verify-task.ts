import * as vscode from 'vscode';
import type { Services } from '../../infrastructure/services.ts';

/** Name of the problem matcher in the manifest. */
export const MATCHER = '$tenon';

/** The task that holds the generated files of a project against the real tools. */
export function verifyTask(
  { command }: Services,
  project: { readonly uri: string; readonly name: string },
): vscode.Task | undefined {
  const uri = vscode.Uri.parse(project.uri);
  const folder = uri.fsPath;
  // The matcher looks for files below the workspace folder, so that is what the places have to be relative to.
  const cwd = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? folder;
  const title = vscode.l10n.t('Verify {0}', project.name);
  const task = command.taskFor(title, ['verify', folder], cwd, [MATCHER]);
  if (task) task.group = vscode.TaskGroup.Test;
  return task;
}
