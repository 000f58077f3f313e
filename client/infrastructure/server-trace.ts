import * as vscode from 'vscode';
import { SETTINGS } from '../../protocol/index.ts';
import { Log } from './log.ts';

/**
 * Where the messages between the editor and the server go: into the log, when the setting says so and whatever the
 * level of the log is. The language client asks the level of its trace channel whether to trace.
 */
export class ServerTrace extends Log {
  readonly #log: Log;
  readonly #level = new vscode.EventEmitter<vscode.LogLevel>();
  readonly #settings: vscode.Disposable;

  constructor(log: Log) {
    super(log);
    this.#log = log;
    this.#settings = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`tenon.${SETTINGS.trace}`)) this.#level.fire(this.logLevel);
    });
  }

  override get logLevel(): vscode.LogLevel {
    const setting = vscode.workspace.getConfiguration('tenon').get<string>(SETTINGS.trace) ?? 'off';
    return setting === 'off' ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  override get onDidChangeLogLevel(): vscode.Event<vscode.LogLevel> {
    return this.#level.event;
  }

  override trace(message: string, ...more: unknown[]): void {
    this.#log.info(message, ...more);
  }

  /** The log itself lives on. */
  override dispose(): void {
    this.#level.dispose();
    this.#settings.dispose();
  }
}
