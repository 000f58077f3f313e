import * as vscode from 'vscode';
import {
  CodeLensRequest,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  InlayHintRequest,
  RevealOutputChannelOn,
  State,
  type BaseLanguageClient,
} from 'vscode-languageclient';
import {
  LANGUAGE_ID,
  SETTINGS,
  STATUS,
  COMMANDS,
  type InitializationOptions,
  type NotificationMessage,
  type RequestMessage,
  type SettingsFiles,
  type ServerStatus,
} from '../../protocol/index.ts';
import { CrashHandler } from './crash-handler.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory.ts';
import { registerRenameAt, renameAtFeature } from './rename-at.ts';
import { ServerTrace } from './server-trace.ts';

/** What the server is doing; it says more itself when it is up. */
export type ServerState = { readonly state: 'starting' | 'stopped' } | ServerStatus;

/** Key of the environments that were chosen, in the memory of the workspace. */
export const SHOWN_ENVIRONMENT = 'shown environment';

/** What the `tenon` command leaves beside the models, in this window or anywhere else: figures and traces. */
const MADE_FILES = '**/.tenon/{bench/history.jsonl,trace/**}';
/** Many are made together; in milliseconds. */
const MADE_TOGETHER = 100;

/** The language server's life: one for all folders, a process or, in a browser, a worker. */
export class LanguageServer {
  readonly #context: vscode.ExtensionContext;
  readonly #host: Host;
  readonly #log: Log;
  readonly #memory: Memory;
  readonly #trace: ServerTrace;
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly #made = new vscode.EventEmitter<void>();
  readonly #listeners: { readonly method: string; readonly listener: () => void }[] = [];
  #state: ServerState = { state: 'stopped' };
  #client: BaseLanguageClient | undefined;
  #starting: Promise<BaseLanguageClient> | undefined;

  constructor(context: vscode.ExtensionContext, host: Host, log: Log, memory: Memory) {
    this.#context = context;
    this.#host = host;
    this.#log = log;
    this.#memory = memory;
    this.#trace = new ServerTrace(log);
    context.subscriptions.push(
      this.#changed,
      this.#made,
      this.#trace,
      this.#watchMadeFiles(),
      registerRenameAt(),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('tenon.inlayHints')) this.#refreshHints();
        if (change.affectsConfiguration(`tenon.${SETTINGS.node}`)) this.#restartUnasked();
      }),
    );
  }

  get state(): ServerState {
    return this.#state;
  }

  get onDidChangeState(): vscode.Event<ServerState> {
    return this.#changed.event;
  }

  /** Starts it when it is not running; commands that come early wait here. */
  start(): Promise<BaseLanguageClient> {
    return (this.#starting ??= this.#start());
  }

  async #start(): Promise<BaseLanguageClient> {
    this.#set({ state: 'starting' });
    // Asked for again when a server that has ended is started anew.
    const options = (): InitializationOptions => ({
      explainsRules: true,
      settingsFiles: settingsFiles(this.#host),
      environments: this.#memory.recallAll<string | null>(SHOWN_ENVIRONMENT),
    });
    const client = this.#host.createClient(this.#context, {
      documentSelector: this.#host.schemes().map((scheme) => ({ scheme, language: LANGUAGE_ID })),
      outputChannel: this.#log,
      traceOutputChannel: this.#trace,
      initializationOptions: options,
      errorHandler: new CrashHandler(),
      initializationFailedHandler: () => false,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // Links in hovers may open the page of a rule and do nothing else.
      markdown: { isTrusted: { enabledCommands: [COMMANDS.explainRule] } },
      middleware: {
        provideCodeLenses: (document, token, next) => (lensesAreOn() ? next(document, token) : []),
      },
    });
    this.#client = client;
    client.registerFeature(renameAtFeature);
    client.onDidChangeState(({ newState }) => {
      if (client !== this.#client) return;
      if (newState === State.Stopped) this.#set({ state: 'stopped' });
      if (newState === State.Starting) this.#set({ state: 'starting' });
    });
    client.onNotification(STATUS.method, (status: ServerStatus) => this.#set(status));
    for (const { method } of this.#listeners) this.#hear(client, method);
    try {
      await client.start();
    } catch (error) {
      this.#starting = undefined;
      this.#set({ state: 'stopped' });
      throw error;
    }
    return client;
  }

  #set(state: ServerState): void {
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'tenon.server', state.state);
    this.#changed.fire(state);
  }

  async request<P, R>(
    message: RequestMessage<P, R>,
    parameters: P,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    const client = await this.start();
    if (this.#state.state === 'stopped') {
      throw new Error(vscode.l10n.t('The language server is not running. Restart it, or look into the log.'));
    }
    return token
      ? client.sendRequest<R>(message.method, parameters, token)
      : client.sendRequest<R>(message.method, parameters);
  }

  /** A client calls one handler for each method, so that all who listen are called from there. */
  #hear(client: BaseLanguageClient, heard: string): void {
    client.onNotification(heard, () => {
      for (const { method, listener } of this.#listeners) if (method === heard) listener();
    });
  }

  /** Listens to a notification of the server that runs, and of every one that is started later. */
  on<P>({ method }: NotificationMessage<P>, listener: () => void): void {
    this.#listeners.push({ method, listener });
    // A view that is shown early has asked the server for something already, which has started it.
    if (this.#client) this.#hear(this.#client, method);
  }

  /**
   * Says that the `tenon` command has made files beside the models: a folder that they came with may be too new for
   * anybody to watch it.
   */
  madeFiles(): void {
    this.#made.fire();
    this.#refreshLenses();
  }

  /** Says that files were written, or deleted, that nobody may watch yet. */
  async wroteFiles(uris: readonly vscode.Uri[]): Promise<void> {
    const client = await this.start();
    const type: FileChangeType = FileChangeType.Changed;
    const changes = uris.map((uri) => ({ uri: uri.toString(), type }));
    await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    this.madeFiles();
  }

  #watchMadeFiles(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(MADE_FILES);
    let timer: NodeJS.Timeout | undefined;
    const made = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.madeFiles(), MADE_TOGETHER);
    };
    watcher.onDidCreate(made);
    watcher.onDidChange(made);
    watcher.onDidDelete(made);
    // VS Code misses what happens in a folder that was made together with the one around it.
    const focus = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) made();
    });
    return vscode.Disposable.from(watcher, focus, { dispose: () => clearTimeout(timer) });
  }

  get onDidMakeFiles(): vscode.Event<void> {
    return this.#made.event;
  }

  #refreshLenses(): void {
    const lenses = this.#client?.getFeature(CodeLensRequest.method);
    for (const document of vscode.workspace.textDocuments)
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }

  #refreshHints(): void {
    const hints = this.#client?.getFeature(InlayHintRequest.method);
    for (const document of vscode.workspace.textDocuments)
      hints?.getProvider(document)?.onDidChangeInlayHints.fire();
  }

  #restartUnasked(): void {
    this.restart().catch((error: unknown) => this.#log.error(error instanceof Error ? error : String(error)));
  }

  async restart(): Promise<void> {
    await this.stop();
    this.#log.forgetErrors();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#starting = undefined;
    // A server that never came up has nothing to stop.
    if (client?.needsStop()) await client.stop();
    await client?.dispose();
  }
}

/** The editor's own support of JSON has their schema. */
const settingsFiles = (host: Host): SettingsFiles[] =>
  host
    .schemes()
    .flatMap((scheme) =>
      ['json', 'jsonc'].map((language) => ({ scheme, language, pattern: '**/tenon.json' })),
    );

const lensesAreOn = (): boolean =>
  vscode.workspace.getConfiguration('tenon').get<boolean>(SETTINGS.codeLens) !== false;
