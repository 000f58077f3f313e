import * as vscode from 'vscode';

/** The one log of the extension and its server: an output channel with levels. */
export const createLog = (): vscode.LogOutputChannel =>
  vscode.window.createOutputChannel('Tenon', { log: true });
