import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
} from 'vscode-languageserver-protocol/node';

/** What an editor can, beside what every editor of these tests can. */
export interface ClientOptions extends Pick<
  ClientCapabilities,
  'workspace' | 'textDocument' | 'window' | 'experimental'
> {
  readonly initializationOptions?: unknown;
  /** Language of the editor, such as `zh-cn`. */
  readonly locale?: string;
}

/** What the server may ask to be asked for again. */
const REFRESHED = ['codeLens', 'semanticTokens', 'inlayHint', 'diagnostics'] as const;

const ENTRY = join(import.meta.dirname, '../../server/main/node.ts');

/** A project in a temporary folder and the real server beside it, driven over standard input and output. */
export class LspClient {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  /** What the server can. */
  promised: ServerCapabilities = {};
  /** What the server logged. */
  readonly log: string[] = [];
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #diagnostics = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting = new Set<() => void>();
  readonly #refreshed: string[] = [];
  readonly #ended: Promise<never>;

  private constructor(
    folder: string,
    process: ChildProcessWithoutNullStreams,
    connection: ProtocolConnection,
  ) {
    this.folder = folder;
    this.#process = process;
    this.connection = connection;
    this.#ended = new Promise((_, reject) =>
      process.once('exit', (code) => reject(new Error(`the server ended (${code}):\n${this.log.join('')}`))),
    );
    this.#ended.catch(() => undefined);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#diagnostics.set(params.uri, params);
      for (const look of this.#waiting) look();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    connection.onRequest('client/registerCapability', () => null);
    for (const what of REFRESHED) {
      connection.onRequest(`workspace/${what === 'diagnostics' ? 'diagnostic' : what}/refresh`, () => {
        this.#refreshed.push(what);
        for (const look of this.#waiting) look();
        return null;
      });
    }
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.listen();
  }

  /** Starts the server on files that are given by path and text; `options` says what the editor can, beside the usual. */
  static async start(
    files: Readonly<Record<string, string>>,
    { workspace, textDocument, window, experimental, initializationOptions, locale }: ClientOptions = {},
  ): Promise<LspClient> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'tenon lsp ')));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const process = spawn(globalThis.process.execPath, [ENTRY, '--stdio'], { stdio: 'pipe' });
    const connection = createProtocolConnection(process.stdout, process.stdin);
    const client = new LspClient(folder, process, connection);
    process.stderr.on('data', (bytes: Buffer) => client.log.push(bytes.toString()));
    const { capabilities } = await client.request<InitializeResult>('initialize', {
      processId: globalThis.process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).toString(), name: 'test' }],
      capabilities: {
        workspace: {
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          codeLens: { refreshSupport: true },
          ...workspace,
        },
        ...(textDocument ? { textDocument } : {}),
        ...(window ? { window } : {}),
        ...(experimental === undefined ? {} : { experimental }),
      },
      ...(initializationOptions === undefined ? {} : { initializationOptions }),
      ...(locale === undefined ? {} : { locale }),
    });
    client.promised = capabilities;
    await connection.sendNotification('initialized', {});
    return client;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).toString();
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return Promise.race([this.connection.sendRequest<R>(method, params), this.#ended]);
  }

  async open(path: string, text: string): Promise<void> {
    const textDocument = { uri: this.uri(path), languageId: 'tenon', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async change(path: string, version: number, text: string): Promise<void> {
    const textDocument = { uri: this.uri(path), version };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges: [{ text }],
    });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.uri(path) },
    });
  }

  async saved(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: this.uri(path) },
    });
  }

  /** Tells the server that files changed on the disk: 1 created, 2 changed, 3 deleted. */
  async watched(path: string, type: 1 | 2 | 3): Promise<void> {
    const changes = [{ uri: this.uri(path), type }];
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  diagnostics(path: string): readonly Diagnostic[] {
    return this.#diagnostics.get(this.uri(path))?.diagnostics ?? [];
  }

  versionOf(path: string): number | undefined {
    return this.#diagnostics.get(this.uri(path))?.version;
  }

  /** Waits until what was said about a file is as wanted; the test's time limit ends it. */
  until(
    path: string,
    isWanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    return this.untilAt(this.uri(path), isWanted);
  }

  /** The same for a text that lies in no folder. */
  untilAt(
    uri: string,
    isWanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const now = this.#diagnostics.get(uri);
        if (!now || !isWanted(now.diagnostics)) return;
        this.#waiting.delete(look);
        resolve(now.diagnostics);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits until the server has asked for something to be asked for again, and forgets that it has. */
  refreshed(what: (typeof REFRESHED)[number]): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        const index = this.#refreshed.indexOf(what);
        if (index < 0) return;
        this.#refreshed.splice(index, 1);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Forgets what the server has asked for. */
  forgetRefreshes(): void {
    this.#refreshed.length = 0;
  }

  get told(): number {
    return this.#diagnostics.size;
  }

  at(path: string, position: Position): { textDocument: { uri: string }; position: Position } {
    return { textDocument: { uri: this.uri(path) }, position };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    // A server that does not answer any more must not keep the tests from ending.
    const killed = setTimeout(() => this.#process.kill('SIGKILL'), 5_000);
    await Promise.race([ended, this.request('shutdown', undefined)]).catch(() => undefined);
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      await this.connection.sendNotification('exit').catch(() => undefined);
      await ended;
    }
    clearTimeout(killed);
    this.connection.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A text with the cursor at `|`, without it, and where it was. */
export function cursorIn(marked: string): { text: string; position: Position } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, position: positionOf(text, offset) };
}

/** Where a piece of a text is, counted from its beginning. */
export function placeOf(text: string, piece: string, into = 0): Position {
  const offset = text.indexOf(piece);
  if (offset < 0) throw new Error(`there is no ${piece} in the text`);
  return positionOf(text, offset + into);
}

function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
