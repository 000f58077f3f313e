import * as vscode from 'vscode';
import { COMMANDS, type ClearArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { historyUri } from './benchmark-runs.ts';

/** Puts all results of a project into the trash, after a question; gives whether it did. */
export const command: ClientCommand = {
  id: COMMANDS.clearBenchmarks,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return false;
    const given = argument as ClearArgument | undefined;
    const project = await chooseProject(services, given);
    if (!project) return false;
    if (services.benchmarks.all.length > 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('A benchmark is running and will write its result. Cancel it or wait, then clear.'),
      );
      return false;
    }
    const history = historyUri(vscode.Uri.parse(project.uri));
    const isThere = await vscode.workspace.fs.stat(history).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no results to clear.', project.name));
      return false;
    }
    if (given?.confirmed !== true && !(await isSure(project.name))) return false;
    await remove(history);
    await services.server.wroteFiles([history]);
    return true;
  },
};

async function isSure(project: string): Promise<boolean> {
  const clear = vscode.l10n.t('Clear Results');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Clear all benchmark results of {0}?', project),
    {
      modal: true,
      detail: vscode.l10n.t('Verdicts, history and comparisons of every model of the project go with them.'),
    },
    clear,
  );
  return answer === clear;
}

/** Some machines have no trash. */
async function remove(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await vscode.workspace.fs.delete(uri);
  }
}
