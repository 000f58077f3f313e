import * as vscode from 'vscode';
import {
  GENERATION_PREVIEW,
  type GenerationPreview,
  type ProjectDescription,
} from '../../../protocol/index.ts';
import { sayGenerationProblem } from '../../infrastructure/generation-problem.ts';
import type { Services } from '../../infrastructure/services.ts';
import { showDiff } from './diff.ts';
import { Review } from './review.ts';
import type { Selection } from './selection.ts';

/**
 * Computes what would be written and shows it: one diff over all files, and the view in which single files can be
 * refused. Says in a sentence when there is nothing to look at. Undefined when there is no review.
 */
export async function startReview(
  services: Services,
  project: ProjectDescription,
  selection: Selection,
): Promise<Review | undefined> {
  const { reviews, findings } = services.generation;
  await reviews.end();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Generating {0}', project.name),
    cancellable: true,
  };
  const answer = await vscode.window.withProgress(options, (_progress, token) =>
    services.server
      .request(GENERATION_PREVIEW, { uri: project.uri, ...selection }, token)
      .then(undefined, (error: unknown) => {
        if (token.isCancellationRequested) return null;
        throw error;
      }),
  );
  if (!answer) return undefined;
  if ('problem' in answer) {
    void sayGenerationProblem(answer.problem);
    return undefined;
  }
  findings.show(answer.findings);
  const review = new Review(project, selection, answer);
  if (review.decidable.length === 0) {
    void vscode.window.showInformationMessage(nothingToDo(answer));
    return undefined;
  }
  reviews.begin(review);
  return review;
}

/** Shows the review's files and then, with the focus, its diff. */
export async function showReview(services: Services, review: Review): Promise<void> {
  await vscode.commands.executeCommand('tenon.review.focus');
  await showDiff(services, review);
}

function nothingToDo({ files, unchanged, findings }: GenerationPreview): string {
  const edited = files.filter(({ change }) => change === 'edited' || change === 'orphan').length;
  if (findings.some(({ severity }) => severity === 'error'))
    return vscode.l10n.t('Nothing was generated: the problems say what a target refuses.');
  const sentence = vscode.l10n.t('Nothing to do: {0} files are as the model says.', unchanged);
  return edited === 0
    ? sentence
    : `${sentence} ${vscode.l10n.t('{0} were edited by hand and stay.', edited)}`;
}
