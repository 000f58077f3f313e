import type * as vscode from 'vscode';
import type { BenchmarkProgress } from '../../protocol/index.ts';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** What differs between an editor on a computer and one in a browser. */
export interface Host {
  /** Schemes of the files that are models. */
  schemes(): readonly string[];
  createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
  createCommand(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): CommandRunner;
}

export interface CommandResult {
  /** Exit code; undefined when it was cancelled or could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** How somebody follows and ends what runs in a terminal. */
export interface WatchedRun {
  readonly token: vscode.CancellationToken;
  readonly onProgress: (progress: BenchmarkProgress) => void;
}

/** Runs the `tenon` command. */
export interface CommandRunner {
  /** Runs it out of sight, for answers that the extension reads. */
  run(args: readonly string[], cwd: string, token?: vscode.CancellationToken): Promise<CommandResult>;
  /**
   * Runs it in a terminal where everybody sees it and can end it; gives the exit code, or undefined when it was
   * cancelled.
   */
  runInTerminal(
    title: string,
    args: readonly string[],
    cwd: string,
    watched?: WatchedRun,
  ): Promise<number | undefined>;
  /** What `runInTerminal` runs, for lists of tasks; undefined where no programs can be started. */
  taskFor(
    title: string,
    args: readonly string[],
    cwd: string,
    matchers?: readonly string[],
  ): vscode.Task | undefined;
  /** Runs a task and gives its exit code; undefined when it was cancelled. */
  runTask(task: vscode.Task): Promise<number | undefined>;
}
