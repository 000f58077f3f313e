import * as vscode from 'vscode';

/** Opens a file of the workspace in an editor. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document);
  return document;
}

export const uriOf = (path: string): vscode.Uri =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);

/** Where a piece of a text is, so many characters into it. */
export function placeOf(document: vscode.TextDocument, piece: string, into = 0): vscode.Position {
  const offset = document.getText().indexOf(piece);
  if (offset < 0) throw new Error(`there is no ${piece} in ${document.uri.path}`);
  return document.positionAt(offset + into);
}

export async function replace(document: vscode.TextDocument, piece: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const start = placeOf(document, piece);
  edit.replace(document.uri, new vscode.Range(start, placeOf(document, piece, piece.length)), text);
  await vscode.workspace.applyEdit(edit);
}

/** Waits until the findings of a file are as wanted; mocha's time limit ends it. */
export function untilDiagnostics(
  path: string,
  isWanted: (all: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const uri = uriOf(path);
  return new Promise((resolve) => {
    const look = (): void => {
      const all = vscode.languages.getDiagnostics(uri);
      if (!isWanted(all)) return;
      listener.dispose();
      resolve(all);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}
