import * as vscode from 'vscode';
import { PREVIEW_SCHEME } from '../../infrastructure/content-preview.ts';
import type { Services } from '../../infrastructure/services.ts';
import { needsMerge, textOf, type Review, type ReviewedFile } from './review.ts';

/** The diff's tab carries this title, and is found by it again. */
const title = (): string => vscode.l10n.t('Generated Files');

type Comparison = [label: vscode.Uri, original: vscode.Uri | undefined, modified: vscode.Uri | undefined];

/** One editor with the diffs of all files: what is there on the left, what would be written on the right. */
export async function showDiff(services: Services, review: Review): Promise<void> {
  const compared = review.decidable.filter(
    (each) => textOf(each) !== undefined || each.file.change === 'remove',
  );
  const resources = compared.map((each): Comparison => {
    const { original, modified } = sidesOf(services, each);
    return [vscode.Uri.parse(each.file.uri), original, modified];
  });
  await vscode.commands.executeCommand('vscode.changes', title(), resources);
}

/** The diff of one file, or what a new one would say. */
export async function showFileDiff(services: Services, review: Review, path: string): Promise<void> {
  const reviewed = review.file(path);
  if (!reviewed) return;
  const { original, modified } = sidesOf(services, reviewed);
  const shown = original ?? modified;
  if (original && modified) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await vscode.commands.executeCommand(
      'vscode.diff',
      original,
      modified,
      `${name} (${sidesTitle(reviewed)})`,
    );
  } else if (shown) {
    await vscode.commands.executeCommand('vscode.open', shown, { preview: true });
  }
}

const sidesTitle = (reviewed: ReviewedFile): string =>
  reviewed.merged !== undefined
    ? vscode.l10n.t('as it is ↔ merged with what is generated')
    : needsMerge(reviewed)
      ? vscode.l10n.t('as it is ↔ to be merged')
      : vscode.l10n.t('as it is ↔ generated');

function sidesOf(
  { preview }: Services,
  reviewed: ReviewedFile,
): { readonly original?: vscode.Uri; readonly modified?: vscode.Uri } {
  const { uri, change } = reviewed.file;
  const text = textOf(reviewed);
  return {
    ...(change === 'create' ? {} : { original: vscode.Uri.parse(uri) }),
    ...(text === undefined ? {} : { modified: preview.put(nameOf(uri), text) }),
  };
}

/** Takes over into open diffs what has been settled. */
export function refreshDiffs(services: Services, review: Review): void {
  for (const reviewed of review.decidable)
    if (reviewed.file.change === 'conflict') sidesOf(services, reviewed);
}

/** Closes every diff of a review. */
export async function closeDiffs({ preview }: Services, review: Review): Promise<void> {
  const prefix = `/${folderOf(review)}`;
  const isOurs = ({ label, input }: vscode.Tab): boolean =>
    label.startsWith(title()) ||
    (input instanceof vscode.TabInputTextDiff && isPreview(input.modified, prefix)) ||
    (input instanceof vscode.TabInputText && isPreview(input.uri, prefix));
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(isOurs));
  preview.drop(folderOf(review));
}

const isPreview = ({ scheme, path }: vscode.Uri, prefix: string): boolean =>
  scheme === PREVIEW_SCHEME && path.startsWith(prefix);

const folderOf = ({ project }: Review): string =>
  `${nameOf(vscode.Uri.joinPath(vscode.Uri.parse(project.uri), project.output).toString())}/`;

/** The same path on both sides: with another one the editor would show a file that was renamed. */
const nameOf = (uri: string): string => vscode.Uri.parse(uri).path.slice(1);
