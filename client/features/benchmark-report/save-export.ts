import * as vscode from 'vscode';
import type { FromReportPage } from '../../../protocol/index.ts';

type Save = Extract<FromReportPage, { type: 'save' }>;

/** Saves what the page has made where the user wants it; gives the file, if there is one. */
export async function saveExport(
  { name, content, encoding }: Save,
  project: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  // The page suggests a name and no place.
  const base = name.replaceAll(/[^\p{L}\p{N}._ -]+/gu, '-');
  const extension = base.slice(base.lastIndexOf('.') + 1);
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(project, base),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!file) return undefined;
  await vscode.workspace.fs.writeFile(file, bytesOf(content, encoding));
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t('Saved {0}.', file.path.slice(file.path.lastIndexOf('/') + 1));
  void vscode.window.showInformationMessage(message, open).then((answer) => {
    if (answer === open) void vscode.env.openExternal(file);
  });
  return file;
}

function bytesOf(content: string, encoding: Save['encoding']): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(content);
  return Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
}
