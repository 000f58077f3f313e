import * as vscode from 'vscode';
import { COMMANDS, type ProjectArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { verifyTask } from './verify-task.ts';

/** Holds generated files against the real tools, in a task: what they refuse becomes problems at lines of the model. */
export const command: ClientCommand = {
  id: COMMANDS.verify,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const project = await chooseProject(services, argument as ProjectArgument | undefined);
    if (!project) return undefined;
    const output = vscode.Uri.joinPath(vscode.Uri.parse(project.uri), project.output);
    const manifest = vscode.Uri.joinPath(output, '.tenon/manifest.json');
    const isGenerated = await vscode.workspace.fs.stat(manifest).then(
      () => true,
      () => false,
    );
    if (!isGenerated) {
      const generate = vscode.l10n.t('Generate Files');
      const message = vscode.l10n.t(
        'Nothing was generated for {0} yet, so there is nothing to verify.',
        project.name,
      );
      if ((await vscode.window.showInformationMessage(message, generate)) === generate)
        await vscode.commands.executeCommand(COMMANDS.generate, { project: project.uri });
      return undefined;
    }
    const task = verifyTask(services, project);
    return task && services.command.runTask(task);
  },
};
