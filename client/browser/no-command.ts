import * as vscode from 'vscode';
import type { CommandResult, CommandRunner } from '../infrastructure/host.ts';

/** In a browser there are no programs: whoever wants one is told so. */
export class NoCommand implements CommandRunner {
  run(): Promise<CommandResult> {
    return Promise.reject(noPrograms());
  }

  runInTerminal(): Promise<number | undefined> {
    return Promise.reject(noPrograms());
  }

  taskFor(): undefined {
    return undefined;
  }

  runTask(): Promise<number | undefined> {
    return Promise.reject(noPrograms());
  }
}

const noPrograms = (): Error =>
  new Error(
    vscode.l10n.t(
      'In a browser Tenon starts no programs and writes no files. Open the folder in VS Code on a computer for that.',
    ),
  );
