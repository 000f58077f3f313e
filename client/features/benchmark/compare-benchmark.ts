import * as vscode from 'vscode';
import { COMMANDS, type CompareArgument } from '../../../protocol/index.ts';
import { chooseProject, folderOf } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { chooseModel, shortName } from './choose-model.ts';

/** Measures a model in turns with another file, or with itself as it was at a revision. */
export const command: ClientCommand = {
  id: COMMANDS.compareBenchmark,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const given = argument as CompareArgument | undefined;
    const project = await chooseProject(services, given);
    const model =
      project && (given?.model ?? (await chooseModel(project, vscode.l10n.t('Model to compare'))));
    if (!project || model === undefined) return undefined;
    const other = given?.with ?? (await chooseOther(vscode.Uri.parse(project.uri)));
    if (other === undefined) return undefined;
    const name = shortName(model);
    return services.benchmarks.start(
      {
        name,
        title: vscode.l10n.t('Compare {0} with {1}', name, lastPart(other)),
        folder: vscode.Uri.parse(project.uri),
        args: ['bench', folderOf(project), '--model', model, '--compare', other],
      },
      services,
    );
  },
};

async function chooseOther(folder: vscode.Uri): Promise<string | undefined> {
  const file = {
    label: vscode.l10n.t('Another ONNX File…'),
    detail: vscode.l10n.t('Such as a quantised or optimised variant of the model.'),
    choose: () => chooseFile(folder),
  };
  const revision = {
    label: vscode.l10n.t('Git Revision…'),
    detail: vscode.l10n.t('The model as it was at a branch, tag or commit.'),
    choose: chooseRevision,
  };
  const placeHolder = vscode.l10n.t('Compare with');
  return (await vscode.window.showQuickPick([file, revision], { placeHolder }))?.choose();
}

async function chooseFile(defaultUri: vscode.Uri): Promise<string | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({ defaultUri, canSelectMany: false, filters: { ONNX: ['onnx'] } })) ??
    [];
  return chosen?.fsPath;
}

const chooseRevision = async (): Promise<string | undefined> => {
  const text = await vscode.window.showInputBox({
    prompt: vscode.l10n.t('Branch, tag or commit to compare with'),
    value: 'HEAD',
    // What begins with a dash would be an option of the command.
    validateInput: (value) =>
      /^[^-\s][^\s]*$/u.test(value.trim()) ? undefined : vscode.l10n.t('That is no revision.'),
  });
  return text?.trim();
};

const lastPart = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
