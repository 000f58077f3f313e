import * as vscode from 'vscode';
import type { Services } from '../../infrastructure/services.ts';
import type { Review, ReviewedFile } from './review.ts';

/**
 * Opens the editor's own three-way merge: what was generated last in the middle, the file as it is and what is
 * generated now at its sides. The result lies in a folder of the extension, and is taken over when it was completed.
 */
export async function openMerge(services: Services, review: Review, path: string): Promise<void> {
  const reviewed = review.file(path);
  const { base, merged } = reviewed?.file.conflict ?? {};
  if (!reviewed || base === undefined || merged === undefined) return;
  const result = resultUri(services, review, path);
  await vscode.workspace.fs.writeFile(result, new TextEncoder().encode(reviewed.merged ?? merged));
  const { preview } = services;
  const name = mergedTexts(review);
  await vscode.commands.executeCommand('_open.mergeEditor', {
    base: preview.put(`${name}base/${path}`, base),
    input1: {
      uri: preview.put(`${name}yours/${path}`, await textAt(vscode.Uri.parse(reviewed.file.uri))),
      title: vscode.l10n.t('Your File'),
      description: vscode.l10n.t('edited by hand'),
    },
    input2: {
      uri: preview.put(`${name}generated/${path}`, reviewed.file.text!),
      title: vscode.l10n.t('Generated Now'),
      description: vscode.l10n.t('as the model says'),
    },
    output: result,
  });
  await whenClosed(result);
  await takeOver(review, path, result, reviewed);
}

/** The file as it is on the disk: an open editor may have it as it was before. */
const textAt = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).replaceAll('\r\n', '\n');

/** A result with marks in it is not one yet; neither is one that nobody has saved. */
async function takeOver(
  review: Review,
  path: string,
  result: vscode.Uri,
  before: ReviewedFile,
): Promise<void> {
  const text = await textAt(result);
  const isUntouched = before.merged === undefined && text === before.file.conflict!.merged;
  if (!isUntouched && !/^(?:<<<<<<<|>>>>>>>) /mu.test(text)) review.settle(path, text);
}

function resultUri({ context }: Services, review: Review, path: string): vscode.Uri {
  return vscode.Uri.joinPath(mergeFolder(context), review.project.name, path);
}

const mergeFolder = (context: vscode.ExtensionContext): vscode.Uri =>
  vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'merge');

/** Where the texts of the sides are shown from. */
const mergedTexts = ({ project }: Review): string => `${project.name}/merge/`;

/** Removes results of earlier merges. */
export async function forgetMerges({ context }: Services): Promise<void> {
  await vscode.workspace.fs
    .delete(mergeFolder(context), { recursive: true, useTrash: false })
    .then(undefined, () => undefined);
}

/** Closes merges that are still open: there is nothing left to merge for. */
export async function closeMerges({ context, preview }: Services, review: Review): Promise<void> {
  const folder = `${mergeFolder(context).toString()}/`;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => resultOf(tab)?.startsWith(folder)));
  preview.drop(mergedTexts(review));
}

function whenClosed(result: vscode.Uri): Promise<void> {
  const wanted = result.toString();
  return new Promise((resolve) => {
    const listener = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (!closed.some((tab) => resultOf(tab) === wanted)) return;
      listener.dispose();
      resolve();
    });
  });
}

/** URI of the result of a merge editor; its kind of tab has no name in the API of older versions. */
function resultOf({ input }: vscode.Tab): string | undefined {
  const { result } = (input ?? {}) as { readonly result?: unknown };
  return result instanceof vscode.Uri ? result.toString() : undefined;
}
