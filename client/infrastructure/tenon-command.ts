import { spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { PROGRESS_CHANNEL, SETTINGS } from '../../protocol/index.ts';
import type { CommandResult, CommandRunner, WatchedRun } from './host.ts';
import { ProgressListener } from './progress-listener.ts';

/** How long a command that was asked to end may take for it, in milliseconds. */
const PATIENCE = 3000;

interface TaskOptions {
  readonly matchers?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The `tenon` command that ships with the extension: started by an argument array, never through a shell. */
export class TenonCommand implements CommandRunner {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
  }

  /** Program, first arguments and environment that everything of Tenon runs with. */
  get #launch(): { program: string; entry: string; env: Record<string, string> } {
    const entry = this.#context.asAbsolutePath('out/cli.mjs');
    const own = nodeSetting();
    // The editor's own program is a Node when it is told so.
    return own
      ? { program: own, entry, env: {} }
      : { program: process.execPath, entry, env: { ELECTRON_RUN_AS_NODE: '1' } };
  }

  /** Runs it out of sight, for answers that the extension reads. */
  run(args: readonly string[], cwd: string, token?: vscode.CancellationToken): Promise<CommandResult> {
    const { program, entry, env } = this.#launch;
    this.#log.info(`tenon ${args.join(' ')}`);
    return new Promise((resolve) => {
      const child = spawn(program, [entry, ...args], {
        cwd,
        env: { ...process.env, ...env, NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const cancelled = token?.onCancellationRequested(() => child.kill());
      const end = (code: number | undefined): void => {
        cancelled?.dispose();
        if (stderr !== '') this.#log.info(stderr.trimEnd());
        resolve({ code: token?.isCancellationRequested ? undefined : code, stdout, stderr });
      };
      child.once('error', (error) => {
        stderr += error.message;
        end(undefined);
      });
      child.once('close', (code) => end(code ?? undefined));
    });
  }

  /** Runs it in a terminal where everybody sees it and can end it; gives the exit code. */
  async runInTerminal(
    title: string,
    args: readonly string[],
    cwd: string,
    watched?: WatchedRun,
  ): Promise<number | undefined> {
    if (!watched) return this.runTask(this.#task(title, args, cwd));
    const listener = await ProgressListener.start(watched.onProgress);
    const env = listener ? { [PROGRESS_CHANNEL]: listener.address } : {};
    try {
      return await this.#run(this.#task(title, args, cwd, { env }), watched.token, listener);
    } finally {
      await listener?.close();
    }
  }

  taskFor(
    title: string,
    args: readonly string[],
    cwd: string,
    matchers: readonly string[] = [],
  ): vscode.Task {
    return this.#task(title, args, cwd, { matchers });
  }

  #task(
    title: string,
    args: readonly string[],
    cwd: string,
    { matchers = [], env: more = {} }: TaskOptions = {},
  ): vscode.Task {
    const { program, entry, env } = this.#launch;
    const execution = new vscode.ProcessExecution(program, [entry, ...args], {
      cwd,
      env: { ...env, ...more },
    });
    const definition = { type: 'tenon', arguments: [...args] };
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd));
    const task = new vscode.Task(
      definition,
      folder ?? vscode.TaskScope.Workspace,
      title,
      'tenon',
      execution,
      [...matchers],
    );
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Always,
      panel: vscode.TaskPanelKind.Dedicated,
      focus: false,
      clear: true,
    };
    return task;
  }

  runTask(task: vscode.Task): Promise<number | undefined> {
    return this.#run(task);
  }

  async #run(
    task: vscode.Task,
    token?: vscode.CancellationToken,
    listener?: ProgressListener,
  ): Promise<number | undefined> {
    const { definition, name } = task;
    const args = definition['arguments'] as readonly string[];
    this.#log.info(`tenon ${args.join(' ')} (in a terminal)`);
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = vscode.Disposable.from(
        vscode.tasks.onDidEndTaskProcess(({ execution: { task: other }, exitCode }) =>
          finish(other, exitCode),
        ),
        // A terminal that is closed ends the task without an exit code.
        vscode.tasks.onDidEndTask(({ execution: { task: other } }) =>
          setTimeout(() => finish(other, undefined), 500),
        ),
      );
      const finish = (other: vscode.Task, code: number | undefined): void => {
        if (other.definition['arguments'] !== args && other.name !== name) return;
        listener.dispose();
        resolve(code);
      };
    });
    const execution = await vscode.tasks.executeTask(task);
    let timer: NodeJS.Timeout | undefined;
    // A terminal in which something is written all the time closes only after seconds, and one that has just been
    // opened not at all, so the command is asked first.
    const cancel = (): void => {
      listener?.cancel();
      timer = setTimeout(() => execution.terminate(), listener ? PATIENCE : 0);
    };
    const cancelled = token?.onCancellationRequested(cancel);
    if (token?.isCancellationRequested) cancel();
    const code = await ended;
    clearTimeout(timer);
    cancelled?.dispose();
    return token?.isCancellationRequested ? undefined : code;
  }
}

/** Path of the Node that the user wants; machine scope, and restricted in workspaces that are not trusted. */
export const nodeSetting = (): string | undefined =>
  vscode.workspace.getConfiguration('tenon').get<string>(SETTINGS.node)?.trim() || undefined;
