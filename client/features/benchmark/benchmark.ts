import * as vscode from 'vscode';
import { COMMANDS, type BenchmarkArgument } from '../../../protocol/index.ts';
import { chooseProject, folderOf } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { chooseModel, shortName } from './choose-model.ts';

/** Measures a model in a terminal; the lens over the model shows the result afterwards. */
export const command: ClientCommand = {
  id: COMMANDS.benchmark,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const given = argument as BenchmarkArgument | undefined;
    const project = await chooseProject(services, given);
    const model = project && (given?.model ?? (await chooseModel(project)));
    if (!project || model === undefined) return undefined;
    const name = shortName(model);
    return services.benchmarks.start(
      {
        name,
        title: vscode.l10n.t('Benchmark {0}', name),
        folder: vscode.Uri.parse(project.uri),
        args: ['bench', folderOf(project), '--model', model],
      },
      services,
    );
  },
};
