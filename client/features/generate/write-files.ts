import * as vscode from 'vscode';
import { folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import { readReport } from './generation-report.ts';
import type { Review } from './review.ts';
import { selectionArguments } from './selection.ts';

/**
 * Writes what was accepted, all of it or nothing: the `tenon` command does it, and refuses when the model or a file
 * changed since it was looked at. Gives the number of files, or undefined when nothing was written.
 */
export async function writeAccepted(services: Services, review: Review): Promise<number | undefined> {
  const { project, selection, accepted } = review;
  const answers = Object.fromEntries(
    accepted.map(({ file: { path, sha256 }, merged }) => [
      path,
      { sha256, ...(merged === undefined ? {} : { merged }) },
    ]),
  );
  const folder = folderOf(project);
  const storage = services.context.storageUri ?? services.context.globalStorageUri;
  const answer = vscode.Uri.joinPath(storage, 'review.json');
  await vscode.workspace.fs.createDirectory(storage);
  await vscode.workspace.fs.writeFile(
    answer,
    new TextEncoder().encode(JSON.stringify({ accepted: answers })),
  );
  const args = ['generate', folder, ...selectionArguments(selection), '--reviewed', answer.fsPath];
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Writing {0} files of {1}', accepted.length, project.name),
    cancellable: true,
  };
  try {
    const { code, stdout, stderr } = await vscode.window.withProgress(options, (_progress, token) =>
      services.command.run([...args, '--format', 'json'], folder, token),
    );
    services.server.madeFiles();
    if (readReport(stdout)) return accepted.length;
    if (code !== undefined) void explain(services, stderr);
    return undefined;
  } finally {
    await vscode.workspace.fs.delete(answer).then(undefined, () => undefined);
  }
}

async function explain({ log }: Services, stderr: string): Promise<void> {
  const problems = vscode.l10n.t('Show Problems');
  const output = vscode.l10n.t('Show Output');
  const [first = ''] = stderr.trim().split('\n');
  const reason = first.replace(/^error: /u, '') || vscode.l10n.t('Nothing was written.');
  const chosen = await vscode.window.showErrorMessage(reason, problems, output);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (chosen === output) log.show();
}
