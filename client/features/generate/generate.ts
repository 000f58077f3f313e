import * as vscode from 'vscode';
import { COMMANDS, type GenerateArgument, type ProjectDescription } from '../../../protocol/index.ts';
import { chooseEnvironment, chooseProject, chooseTargets, folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { closeDiff, showDiff } from './diff.ts';
import { readReport, WRITTEN, type GeneratedChange, type GenerationReport } from './generation-report.ts';

/** Generates the files of the real systems: choose, look at one diff over everything, then write. */
export const command: ClientCommand = {
  id: COMMANDS.generate,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const given = argument as GenerateArgument | undefined;
    const project = await chooseProject(services, given);
    const selection = project && (await choose(services, project, given));
    if (!project || !selection) return undefined;
    await vscode.workspace.saveAll(false);
    const planned = await run(
      services,
      project,
      selection,
      ['--dry-run', '--on-edit', 'keep'],
      vscode.l10n.t('Preparing'),
    );
    if (!planned) return undefined;
    const changes = planned.files.filter(({ change }) => WRITTEN.has(change));
    if (changes.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing to do: {0} files are as the model says.', planned.files.length),
      );
      return { written: 0 };
    }
    await showDiff(services, project, selection, changes);
    const onEdit = await decide(changes, project, given?.write === true);
    await closeDiff(services, project);
    if (!onEdit) return undefined;
    const written = await run(services, project, selection, ['--on-edit', onEdit], vscode.l10n.t('Writing'));
    if (written) await openResult(project, changes);
    return written ? { written: changes.length } : undefined;
  },
};

/** Arguments that say what is generated. */
type Selection = readonly string[];

async function choose(
  services: Services,
  project: ProjectDescription,
  given: GenerateArgument | undefined,
): Promise<Selection | undefined> {
  const environment =
    given?.environment === undefined
      ? await chooseEnvironment(services, project, { all: true })
      : { environment: given.environment ?? undefined };
  if (!environment) return undefined;
  const targets = given?.targets ?? (await chooseTargets(services, project));
  if (!targets) return undefined;
  const named = environment.environment === undefined ? [] : ['--environment', environment.environment];
  return [...named, ...targets.flatMap((target) => ['--target', target])];
}

async function run(
  services: Services,
  project: ProjectDescription,
  selection: Selection,
  more: readonly string[],
  title: string,
): Promise<GenerationReport | undefined> {
  const folder = folderOf(project);
  const args = ['generate', folder, ...selection, ...more, '--format', 'json'];
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `${title}: ${project.name}`,
    cancellable: true,
  };
  const result = await vscode.window.withProgress(options, (_progress, token) =>
    services.command.run(args, folder, token),
  );
  const report = readReport(result.stdout);
  if (report && result.code === 0) return report;
  if (result.code !== undefined) await explain(services, result.stderr);
  return undefined;
}

async function explain({ log }: Services, stderr: string): Promise<void> {
  const problems = vscode.l10n.t('Show Problems');
  const output = vscode.l10n.t('Show Output');
  const reason = stderr.trim().split('\n')[0] || vscode.l10n.t('Nothing was generated.');
  const chosen = await vscode.window.showErrorMessage(reason, problems, output);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (chosen === output) log.show();
}

/** What becomes of files that were edited by hand, or undefined when nothing shall be written. */
async function decide(
  changes: readonly GeneratedChange[],
  project: ProjectDescription,
  write: boolean,
): Promise<'keep' | 'merge' | 'replace' | undefined> {
  if (write) return 'keep';
  const edited = changes.filter(({ change }) => change === 'conflict').length;
  const question = vscode.l10n.t('Write {0} files to {1}?', changes.length - edited, project.output);
  if (edited === 0) {
    const yes = vscode.l10n.t('Write Files');
    return (await vscode.window.showInformationMessage(question, yes, vscode.l10n.t('Discard'))) === yes
      ? 'keep'
      : undefined;
  }
  const merge = vscode.l10n.t('Write and Merge');
  const keep = vscode.l10n.t('Write the Others');
  const replace = vscode.l10n.t('Replace My Edits');
  const warning = vscode.l10n.t('{0} {1} more were edited by hand.', question, edited);
  const chosen = await vscode.window.showWarningMessage(warning, merge, keep, replace);
  if (chosen === undefined) return undefined;
  return chosen === merge ? 'merge' : chosen === keep ? 'keep' : 'replace';
}

async function openResult(project: ProjectDescription, changes: readonly GeneratedChange[]): Promise<void> {
  const output = vscode.Uri.joinPath(vscode.Uri.parse(project.uri), project.output);
  const [first] = changes.filter(
    ({ change, path }) => change !== 'remove' && /\.(?:tf|py|pbtxt|ya?ml|md)$/u.test(path),
  );
  if (first) {
    const uri = vscode.Uri.joinPath(output, first.path);
    await vscode.window.showTextDocument(uri, { preview: true });
    await vscode.commands.executeCommand('revealInExplorer', uri);
  }
  vscode.window.setStatusBarMessage(
    `$(check) ${vscode.l10n.t('Wrote {0} files to {1}', changes.length, project.output)}`,
    8_000,
  );
}
