import * as vscode from 'vscode';
import { folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import { readReport } from './generation-report.ts';
import type { Review } from './review.ts';
import { selectionArguments } from './selection.ts';

/**
 * Writes what was accepted, all of it or nothing, and shows that it does and why it could not. Gives the number of
 * files, or undefined when nothing was written.
 */
export async function writeAccepted(services: Services, review: Review): Promise<number | undefined> {
  const { project, accepted } = review;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Writing {0} files of {1}', accepted.length, project.name),
    cancellable: true,
  };
  const result = await vscode.window.withProgress(options, (_progress, token) =>
    writeQuietly(services, review, token),
  );
  if ('written' in result) return result.written;
  if (result.reason !== undefined) void explain(services, result.reason);
  return undefined;
}

/** How many files were written, or why none was; without a reason it was cancelled. */
export type Written = { readonly written: number } | { readonly reason: string | undefined };

/**
 * The same without a word: the `tenon` command does it, and refuses when the model or a file changed since it was
 * looked at.
 */
export async function writeQuietly(
  services: Services,
  { project, selection, accepted }: Review,
  token?: vscode.CancellationToken,
): Promise<Written> {
  const answers = Object.fromEntries(
    accepted.map(({ file: { path, sha256 }, merged }) => [
      path,
      { sha256, ...(merged === undefined ? {} : { merged }) },
    ]),
  );
  const folder = folderOf(project);
  const storage = services.context.storageUri ?? services.context.globalStorageUri;
  // Two may be under way, one of them because a model was saved.
  const answer = vscode.Uri.joinPath(storage, `review-${crypto.randomUUID()}.json`);
  await vscode.workspace.fs.createDirectory(storage);
  await vscode.workspace.fs.writeFile(
    answer,
    new TextEncoder().encode(JSON.stringify({ accepted: answers })),
  );
  const args = ['generate', folder, ...selectionArguments(selection), '--reviewed', answer.fsPath];
  try {
    const run = await services.command.run([...args, '--format', 'json'], folder, token);
    services.server.madeFiles();
    if (readReport(run.stdout)) return { written: accepted.length };
    return { reason: run.code === undefined ? undefined : reasonIn(run.stderr) };
  } finally {
    await vscode.workspace.fs.delete(answer).then(undefined, () => undefined);
  }
}

function reasonIn(stderr: string): string {
  const [first = ''] = stderr.trim().split('\n');
  return first.replace(/^error: /u, '') || vscode.l10n.t('Nothing was written.');
}

async function explain({ log }: Services, reason: string): Promise<void> {
  const problems = vscode.l10n.t('Show Problems');
  const output = vscode.l10n.t('Show Output');
  const chosen = await vscode.window.showErrorMessage(reason, problems, output);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (chosen === output) log.show();
}
