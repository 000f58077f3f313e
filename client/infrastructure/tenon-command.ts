import { spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { SETTINGS } from '../../protocol/index.ts';
import type { CommandResult, CommandRunner } from './host.ts';

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
  runInTerminal(title: string, args: readonly string[], cwd: string): Promise<number | undefined> {
    return this.runTask(this.taskFor(title, args, cwd));
  }

  taskFor(
    title: string,
    args: readonly string[],
    cwd: string,
    matchers: readonly string[] = [],
  ): vscode.Task {
    const { program, entry, env } = this.#launch;
    const execution = new vscode.ProcessExecution(program, [entry, ...args], { cwd, env });
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

  async runTask(task: vscode.Task): Promise<number | undefined> {
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
    await vscode.tasks.executeTask(task);
    return ended;
  }
}

/** Path of the Node that the user wants; machine scope, and restricted in workspaces that are not trusted. */
export const nodeSetting = (): string | undefined =>
  vscode.workspace.getConfiguration('tenon').get<string>(SETTINGS.node)?.trim() || undefined;
