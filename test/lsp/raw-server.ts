import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type RegistrationParams,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { STATUS, type ServerStatus } from '../../protocol/index.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The server as editors start it. */
export const SERVER = [process.execPath, join(ROOT, 'server/main/node.ts'), '--stdio'] as const;
/** The same through the command. */
export const TENON_LSP = [process.execPath, join(ROOT, 'cli/main.ts'), 'lsp', '--stdio'] as const;

/** A server to which nothing was said yet, so that a test can say things in any order. */
export class RawServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcessWithoutNullStreams;
  /** What was written to standard error, and what was logged. */
  readonly said: string[] = [];
  /** Everything that was told about texts, in order. */
  readonly told: PublishDiagnosticsParams[] = [];
  /** What the server said about itself last. */
  status: ServerStatus | undefined;
  /** What it wants to be told of. */
  readonly registered: RegistrationParams[] = [];
  readonly #waiting = new Set<() => void>();
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;

  private constructor(command: readonly string[]) {
    this.process = spawn(command[0]!, command.slice(1), { stdio: 'pipe' });
    this.process.stderr.on('data', (bytes: Buffer) => this.said.push(bytes.toString()));
    this.process.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) =>
      this.process.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
    );
    this.connection = createProtocolConnection(this.process.stdout, this.process.stdin);
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.said.push(message);
    });
    this.connection.onNotification('textDocument/publishDiagnostics', (told: PublishDiagnosticsParams) => {
      this.told.push(told);
      this.#look();
    });
    this.connection.onNotification(STATUS.method, (status: ServerStatus) => {
      this.status = status;
      this.#look();
    });
    this.connection.onRequest('client/registerCapability', (params: RegistrationParams) => {
      this.registered.push(params);
      this.#look();
      return null;
    });
    this.connection.onRequest('client/unregisterCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('window/showMessageRequest', () => null);
    this.connection.listen();
  }

  static start(command: readonly string[] = SERVER): RawServer {
    const server = new RawServer(command);
    onTestFinished(async () => {
      server.process.kill('SIGKILL');
      await server.ended;
      server.connection.dispose();
    });
    return server;
  }

  async initialize(
    folders: readonly string[] = [],
    capabilities: ClientCapabilities = {},
  ): Promise<InitializeResult> {
    const result = await this.request<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri.slice(uri.lastIndexOf('/') + 1) })),
      capabilities,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  request<R>(method: string, params?: unknown): Promise<R> {
    const ended = this.ended.then((code) => {
      throw new Error(`the server ended (${code}) during ${method}:\n${this.said.join('')}`);
    });
    return Promise.race([this.connection.sendRequest<R>(method, params), ended]);
  }

  /** The code with which a request is refused; undefined when it is answered. */
  async refusal(method: string, params?: unknown): Promise<number | undefined> {
    try {
      await this.request(method, params);
      return undefined;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'number') throw error;
      return code;
    }
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'tenon', version, text },
    });
  }

  async change(uri: string, version: number, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Tells the server that files changed on the disk: 1 created, 2 changed, 3 deleted. */
  async watched(changes: readonly { readonly uri: string; readonly type: 1 | 2 | 3 }[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** What is known of a text, as an editor shows it. */
  findings(uri: string): readonly Diagnostic[] {
    return this.told.findLast((each) => each.uri === uri)?.diagnostics ?? [];
  }

  /** Waits until something is as wanted; the test's time limit ends it. */
  until(isWanted: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isWanted()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}
