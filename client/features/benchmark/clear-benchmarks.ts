import * as vscode from 'vscode';
import { BENCHMARK_REPORT, COMMANDS, type ClearArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { historyUri } from './benchmark-runs.ts';
import { shortName } from './choose-model.ts';
import { linesWithout } from './history-lines.ts';

/** Puts the results of one model or of all into the trash, after a question; gives whether it did. */
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
    const text = await textOf(history);
    if (text === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no results to clear.', project.name));
      return false;
    }
    const report = await services.server.request(BENCHMARK_REPORT, { uri: project.uri });
    const chosen =
      given?.model === undefined && given?.confirmed !== true
        ? await choose(report?.subjects ?? [])
        : { model: given.model };
    if (!chosen) return false;
    const { model } = chosen;
    if (model !== undefined && linesWithout(text, model) === text) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no results to clear.', model));
      return false;
    }
    if (given?.confirmed !== true && !(await isSure(project.name, model))) return false;
    // A benchmark may have ended while the question was open; its results stay.
    const rest = model === undefined ? '' : linesWithout((await textOf(history)) ?? '', model);
    await remove(history);
    if (rest !== '') await vscode.workspace.fs.writeFile(history, new TextEncoder().encode(rest));
    await services.server.wroteFiles([history]);
    return true;
  },
};

/** Undefined when nobody chose; without a model all of them are meant. */
async function choose(
  subjects: readonly string[],
): Promise<{ readonly model: string | undefined } | undefined> {
  if (subjects.length < 2) return { model: undefined };
  const all = { label: vscode.l10n.t('All models'), model: undefined };
  const items = [all, ...subjects.map((subject) => ({ label: subject, model: subject }))];
  return vscode.window.showQuickPick<(typeof items)[number]>(items, {
    placeHolder: vscode.l10n.t('Results to clear'),
  });
}

async function isSure(project: string, model: string | undefined): Promise<boolean> {
  const clear = vscode.l10n.t('Clear Results');
  const answer = await vscode.window.showWarningMessage(
    model === undefined
      ? vscode.l10n.t('Clear all benchmark results of {0}?', project)
      : vscode.l10n.t('Clear the benchmark results of {0}?', shortName(model)),
    {
      modal: true,
      detail:
        model === undefined
          ? vscode.l10n.t('Verdicts, history and comparisons of every model of the project go with them.')
          : vscode.l10n.t(
              'Verdicts, history and comparisons of this model go with them; other models keep theirs.',
            ),
    },
    clear,
  );
  return answer === clear;
}

const textOf = (uri: vscode.Uri): Promise<string | undefined> =>
  Promise.resolve(vscode.workspace.fs.readFile(uri)).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );

/** Some machines have no trash. */
async function remove(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await vscode.workspace.fs.delete(uri);
  }
}
