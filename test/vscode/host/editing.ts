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

/** What the bulb offers at a place, asked again when VS Code cancels because a provider was registered meanwhile. */
export async function codeActionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  for (;;) {
    try {
      return await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        kind?.value,
        ...(kind ? [10] : []),
      );
    } catch (error) {
      if (!(error instanceof Error && error.name === 'Canceled')) throw error;
    }
  }
}

export const projectUri = (): string => uriOf('').toString().replace(/\/$/u, '');

/** Waits until the findings of a file are as wanted; mocha's time limit ends it. */
export const untilDiagnostics = (
  path: string,
  isWanted: (all: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> => untilFindings(uriOf(path), isWanted);

export function untilFindings(
  uri: vscode.Uri,
  isWanted: (all: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
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

/** Waits until an open text is as wanted. */
export function untilText(document: vscode.TextDocument, isWanted: (text: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isWanted(document.getText())) return;
      listener.dispose();
      resolve();
    };
    const listener = vscode.workspace.onDidChangeTextDocument(look);
    look();
  });
}

/** What a command gives after its warning was closed; it waits for the answer of a person. */
export async function whileClosingNotifications(command: Thenable<unknown>): Promise<unknown> {
  let isOver = false;
  const result = command.then((value) => {
    isOver = true;
    return value;
  });
  while (!isOver) await vscode.commands.executeCommand('notifications.clearAll');
  return result;
}
