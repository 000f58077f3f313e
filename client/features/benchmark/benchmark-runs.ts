import * as vscode from 'vscode';
import type { BenchmarkProgress } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';

/** A benchmark that runs in a terminal. */
export interface BenchmarkRun {
  /** What is measured, as people call it. */
  readonly name: string;
  /** Title of its task and terminal. */
  readonly title: string;
  readonly progress: BenchmarkProgress | undefined;
  cancel(): void;
}

export interface BenchmarkOrder {
  readonly name: string;
  readonly title: string;
  /** Folder of the project. */
  readonly folder: vscode.Uri;
  /** What `tenon` is called with, from `bench` on. */
  readonly args: readonly string[];
}

/** The benchmarks that this window has started. Two on one machine: the command itself makes one wait. */
export class BenchmarkRuns {
  readonly #runs = new Set<Running>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ended = new vscode.EventEmitter<void>();

  get all(): readonly BenchmarkRun[] {
    return [...this.#runs];
  }

  /** Tells of starts, ends and progress. */
  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  /** Tells that a benchmark has ended, with new results or without. */
  get onDidEnd(): vscode.Event<void> {
    return this.#ended.event;
  }

  /** Runs a benchmark in a terminal; gives its exit code, or undefined when it was cancelled or runs already. */
  async start(order: BenchmarkOrder, { command, server }: Services): Promise<number | undefined> {
    if (this.all.some(({ title }) => title === order.title)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} is being measured already.', order.name));
      return undefined;
    }
    const run = new Running(order);
    this.#runs.add(run);
    this.#tell();
    try {
      return await command.runInTerminal(order.title, order.args, order.folder.fsPath, {
        token: run.token,
        onProgress: (progress) => {
          run.progress = progress;
          this.#changed.fire();
        },
      });
    } finally {
      this.#runs.delete(run);
      run.dispose();
      this.#tell();
      await server.wroteFiles([historyUri(order.folder)]);
      this.#ended.fire();
    }
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'tenon.isBenchmarking', this.#runs.size > 0);
    this.#changed.fire();
  }

  dispose(): void {
    for (const run of this.#runs) run.dispose();
    this.#changed.dispose();
    this.#ended.dispose();
  }
}

class Running implements BenchmarkRun {
  readonly name: string;
  readonly title: string;
  progress: BenchmarkProgress | undefined;
  readonly #source = new vscode.CancellationTokenSource();

  constructor({ name, title }: BenchmarkOrder) {
    this.name = name;
    this.title = title;
  }

  get token(): vscode.CancellationToken {
    return this.#source.token;
  }

  cancel(): void {
    this.#source.cancel();
  }

  dispose(): void {
    this.#source.dispose();
  }
}

/** File of the results of a project. */
export const historyUri = (folder: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(folder, '.tenon', 'bench', 'history.jsonl');
