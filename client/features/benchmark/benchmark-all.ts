import * as vscode from 'vscode';
import { COMMANDS, type ProjectArgument } from '../../../protocol/index.ts';
import { chooseProject, folderOf } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';

/** Measures every model of a project, one after the other, in one terminal. */
export const command: ClientCommand = {
  id: COMMANDS.benchmarkAll,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const project = await chooseProject(services, argument as ProjectArgument | undefined);
    if (!project) return undefined;
    if (project.models.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} declares no model with an artifact that could be measured.', project.name),
      );
      return undefined;
    }
    return services.benchmarks.start(
      {
        name: project.name,
        title: vscode.l10n.t('Benchmark all of {0}', project.name),
        folder: vscode.Uri.parse(project.uri),
        args: ['bench', folderOf(project)],
      },
      services,
    );
  },
};
