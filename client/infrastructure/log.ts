import * as vscode from 'vscode';

/** So many errors are kept for a bug report. */
const KEPT = 10;

/** The one log of the extension and its server: an output channel with levels that remembers its last errors. */
export class Log implements vscode.LogOutputChannel {
  readonly #channel: vscode.LogOutputChannel;
  readonly #errors: string[] = [];
  readonly #changed = new vscode.EventEmitter<void>();

  /** The last errors, oldest first. */
  get recentErrors(): readonly string[] {
    return this.#errors;
  }

  constructor(channel = vscode.window.createOutputChannel('Tenon', { log: true })) {
    this.#channel = channel;
  }

  /** Tells of errors that came or were forgotten. */
  get onDidChangeErrors(): vscode.Event<void> {
    return this.#changed.event;
  }

  forgetErrors(): void {
    this.#errors.length = 0;
    this.#changed.fire();
  }

  error(error: string | Error, ...more: unknown[]): void {
    this.#errors.push(error instanceof Error ? (error.stack ?? error.message) : error);
    if (this.#errors.length > KEPT) this.#errors.shift();
    this.#channel.error(error, ...more);
    this.#changed.fire();
  }

  get name(): string {
    return this.#channel.name;
  }
  get logLevel(): vscode.LogLevel {
    return this.#channel.logLevel;
  }
  get onDidChangeLogLevel(): vscode.Event<vscode.LogLevel> {
    return this.#channel.onDidChangeLogLevel;
  }
  trace(message: string, ...more: unknown[]): void {
    this.#channel.trace(message, ...more);
  }
  debug(message: string, ...more: unknown[]): void {
    this.#channel.debug(message, ...more);
  }
  info(message: string, ...more: unknown[]): void {
    this.#channel.info(message, ...more);
  }
  warn(message: string, ...more: unknown[]): void {
    this.#channel.warn(message, ...more);
  }
  append(text: string): void {
    this.#channel.append(text);
  }
  appendLine(text: string): void {
    this.#channel.appendLine(text);
  }
  replace(text: string): void {
    this.#channel.replace(text);
  }
  clear(): void {
    this.#channel.clear();
  }
  show(column?: unknown, preserveFocus?: boolean): void {
    this.#channel.show(typeof column === 'boolean' ? column : preserveFocus);
  }
  hide(): void {
    this.#channel.hide();
  }
  dispose(): void {
    this.#changed.dispose();
    this.#channel.dispose();
  }
}
