import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import * as vscode from 'vscode';

/** Times of one window, in milliseconds from the moment in which the extension is asked to start. */
export interface ActivationTimes {
  readonly activated: number;
  /** The findings of a text that was opened then are shown; the server has been started for it. */
  readonly firstDiagnostics: number;
}

/** Entry for an extension host in whose window nothing has started the extension yet. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('tenon.tenon')!;
  if (extension.isActive) throw new Error('The extension has started by itself.');
  const start = performance.now();
  await extension.activate();
  const activated = performance.now() - start;
  const document = await vscode.workspace.openTextDocument({
    language: 'tenon',
    content: 'souce swipes {}\n',
  });
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (vscode.languages.getDiagnostics(document.uri).length === 0) return;
      listener.dispose();
      resolve();
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
  const times: ActivationTimes = { activated, firstDiagnostics: performance.now() - start };
  await writeFile(process.env['TENON_ACTIVATION_TIMES']!, JSON.stringify(times));
}
