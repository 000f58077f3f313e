import * as vscode from 'vscode';
import type { StaticFeature } from 'vscode-languageclient';

/** Not in the palette: what a refactoring has made and named is renamed by it at once. */
const RENAME_AT = '_tenon.renameAt';

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Tells the server which command begins a rename at a place; the server puts it behind a refactoring. */
export const renameAtFeature: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      renameCommand: RENAME_AT,
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

export const registerRenameAt = (): vscode.Disposable =>
  vscode.commands.registerCommand(RENAME_AT, (uri: string, { line, character }: Place) =>
    vscode.commands.executeCommand('editor.action.rename', [
      vscode.Uri.parse(uri),
      new vscode.Position(line, character),
    ]),
  );
