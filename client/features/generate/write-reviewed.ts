import * as vscode from 'vscode';
import { COMMANDS, type ReviewArgument } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { needsMerge, type Review } from './review.ts';
import { writeAccepted } from './write-files.ts';

/** Writes the files that were accepted in the review. */
export const command: ClientCommand = {
  id: COMMANDS.writeReviewed,
  async execute(services, argument) {
    const review = services.generation.reviews.current;
    if (!review) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is nothing to write: generate files first.'),
      );
      return undefined;
    }
    if (!(await mayStartPrograms())) return undefined;
    const { only } = (argument ?? {}) as ReviewArgument;
    if (only) {
      review.decide(
        review.decidable.map(({ file }) => file.path),
        false,
      );
      review.decide(only, true);
    }
    return writeReview(services, review);
  },
};

/** Writes and ends the review; when nothing could be written it goes on, so that nobody has to begin again. */
export async function writeReview(
  services: Services,
  review: Review,
): Promise<{ readonly written: number } | undefined> {
  const { accepted } = review;
  if (accepted.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No file is accepted, so there is nothing to write.'),
    );
    return { written: 0 };
  }
  const unsettled = review.files.filter(needsMerge).length;
  const written = await writeAccepted(services, review);
  if (written === undefined) return undefined;
  await services.generation.reviews.end();
  await openResult(accepted.map(({ file }) => file));
  const text = vscode.l10n.t('Wrote {0} files to {1}', written, review.project.output);
  const rest = unsettled === 0 ? '' : ` ${vscode.l10n.t('{0} are still to be merged', unsettled)}`;
  vscode.window.setStatusBarMessage(`$(check) ${text}${rest}`, 8_000);
  return { written };
}

async function openResult(
  written: readonly { readonly path: string; readonly uri: string; readonly change: string }[],
): Promise<void> {
  const [first] = written.filter(
    ({ change, path }) => change !== 'remove' && /\.(?:tf|py|pbtxt|ya?ml|md)$/u.test(path),
  );
  if (!first) return;
  const uri = vscode.Uri.parse(first.uri);
  await vscode.window.showTextDocument(uri, { preview: true });
}
