import * as vscode from 'vscode';
import { COMMANDS, type CancelArgument } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { progressText } from './progress-text.ts';

/** Ends a benchmark, the chosen one of several; gives how many were ended. */
export const command: ClientCommand = {
  id: COMMANDS.cancelBenchmark,
  async execute({ benchmarks }, argument) {
    const { all } = benchmarks;
    if (all.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Nothing is being measured.'));
      return 0;
    }
    if (all.length === 1 || (argument as CancelArgument | undefined)?.all === true) {
      for (const run of all) run.cancel();
      return all.length;
    }
    const items = all.map((run) => ({ label: run.name, description: progressText(run.progress), run }));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      placeHolder: vscode.l10n.t('Benchmarks to cancel'),
    });
    for (const { run } of chosen ?? []) run.cancel();
    return chosen?.length ?? 0;
  },
};
