import * as vscode from 'vscode';
import { COMMANDS, LIST_PROJECTS, type RunArgument } from '../../../protocol/index.ts';
import { folderOf } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';

/**
 * Goes on with a deployment after the last step that was done, in a terminal: the plan is shown and asked about there,
 * and steps whose inputs have changed are run again.
 */
export const command: ClientCommand = {
  id: COMMANDS.resumeDeployment,
  async execute(services, argument) {
    const { project: uri, deployment } = (argument ?? {}) as Partial<RunArgument>;
    if (deployment === undefined || !(await mayStartPrograms())) return undefined;
    const projects = await services.server.request(LIST_PROJECTS, {});
    const project = projects.find((each) => each.uri === uri);
    if (!project) return undefined;
    const folder = folderOf(project);
    const title = vscode.l10n.t('Deploy: {0}', deployment);
    try {
      return await services.command.runInTerminal(
        title,
        ['deploy', 'apply', folder, '-d', deployment],
        folder,
      );
    } finally {
      services.server.madeFiles();
    }
  },
};
