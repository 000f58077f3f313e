import * as vscode from 'vscode';
import { COMMANDS, type QuestionArgument } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import { askedAbout } from './asked-about.ts';

/** Figures of the element at the cursor with their working; of the whole project when none stands there. */
export const command: ClientCommand = {
  id: COMMANDS.capacity,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const asked = await askedAbout(services, argument as QuestionArgument | undefined);
    if (!asked) return undefined;
    const name = [asked.at, asked.around].find((each) => each?.hasFigures)?.name;
    // The command reads the files as they are on the disk.
    await vscode.workspace.saveAll(false);
    const folder = vscode.Uri.parse(asked.project).fsPath;
    const environment = asked.environment === null ? [] : ['--environment', asked.environment];
    const args = ['capacity', ...(name === undefined ? [] : [name]), '--project', folder, ...environment];
    const title = vscode.l10n.t('Calculating');
    const { code, stdout, stderr } = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title },
      (_progress, token) => services.command.run(args, folder, token),
    );
    if (code === 0) {
      const simple = name?.slice(name.lastIndexOf('.') + 1) ?? vscode.l10n.t('all');
      return services.preview.show(`capacity ${simple}.txt`, stdout, asked.project);
    }
    if (code !== undefined) {
      const reason = stderr.trim().split('\n')[0];
      void vscode.window.showInformationMessage(reason || vscode.l10n.t('There is nothing to calculate.'));
    }
    return undefined;
  },
};
