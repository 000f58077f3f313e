import * as vscode from 'vscode';
import { COMMANDS, type BenchmarkArgument, type ProjectDescription } from '../../../protocol/index.ts';
import { chooseProject, folderOf } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';

/** Measures a model in a terminal; the lens over the model shows the result afterwards. */
export const command: ClientCommand = {
  id: COMMANDS.benchmark,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const given = argument as BenchmarkArgument | undefined;
    const project = await chooseProject(services, given);
    const model = project && (given?.model ?? (await chooseModel(project)));
    if (!project || model === undefined) return undefined;
    const folder = folderOf(project);
    const title = vscode.l10n.t('Benchmark {0}', model.slice(model.lastIndexOf('.') + 1));
    const code = await services.command.runInTerminal(title, ['bench', folder, '--model', model], folder);
    services.server.madeFiles();
    return code;
  },
};

async function chooseModel({ models, name }: ProjectDescription): Promise<string | undefined> {
  if (models.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} declares no model with an artifact that could be measured.', name),
    );
    return undefined;
  }
  if (models.length === 1) return models[0]!.qualifiedName;
  const items = models.map(({ qualifiedName, artifact }) => ({
    label: qualifiedName,
    description: artifact,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Model to measure') }))
    ?.label;
}
