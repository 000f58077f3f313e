import * as vscode from 'vscode';
import { CodeLensRequest, InlayHintRequest, State, type BaseLanguageClient } from 'vscode-languageclient';
import {
  LANGUAGE_ID,
  SETTINGS,
  STATUS,
  COMMANDS,
  type InitializationOptions,
  type NotificationMessage,
  type RequestMessage,
  type ServerStatus,
} from '../../protocol/index.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory.ts';

/** What the server is doing; it says more itself when it is up. */
export type ServerState = { readonly state: 'starting' | 'stopped' } | ServerStatus;

/** Key of the environments that were chosen, in the memory of the workspace. */
export const SHOWN_ENVIRONMENT = 'shown environment';

/** The language server's life: one for all folders, a process or, in a browser, a worker. */
export class LanguageServer {
  readonly #context: vscode.ExtensionContext;
  readonly #host: Host;
  readonly #log: Log;
  readonly #memory: Memory;
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly #listeners: { readonly method: string; readonly listener: () => void }[] = [];
  #state: ServerState = { state: 'stopped' };
  #client: BaseLanguageClient | undefined;
  #starting: Promise<BaseLanguageClient> | undefined;

  constructor(context: vscode.ExtensionContext, host: Host, log: Log, memory: Memory) {
    this.#context = context;
    this.#host = host;
    this.#log = log;
    this.#memory = memory;
    context.subscriptions.push(
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('tenon.inlayHints')) this.#refreshHints();
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
    const options: InitializationOptions = {
      explainsRules: true,
      environments: this.#memory.recallAll<string | null>(SHOWN_ENVIRONMENT),
    };
    const client = this.#host.createClient(this.#context, {
      documentSelector: this.#host.schemes().map((scheme) => ({ scheme, language: LANGUAGE_ID })),
      outputChannel: this.#log,
      initializationOptions: options,
      // Links in hovers may open the page of a rule and do nothing else.
      markdown: { isTrusted: { enabledCommands: [COMMANDS.explainRule] } },
      middleware: {
        provideCodeLenses: (document, token, next) => (lensesAreOn() ? next(document, token) : []),
      },
    });
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      if (client === this.#client && newState === State.Stopped) this.#set({ state: 'stopped' });
    });
    client.onNotification(STATUS.method, (status: ServerStatus) => this.#set(status));
    for (const { method, listener } of this.#listeners) client.onNotification(method, listener);
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
    this.#changed.fire(state);
  }

  async request<P, R>(
    message: RequestMessage<P, R>,
    parameters: P,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    const client = await this.start();
    return token
      ? client.sendRequest<R>(message.method, parameters, token)
      : client.sendRequest<R>(message.method, parameters);
  }

  /** Listens to a notification, of every server that is started from now on. */
  on<P>({ method }: NotificationMessage<P>, listener: () => void): void {
    this.#listeners.push({ method, listener });
  }

  /** Asks for the lenses of every open model again. */
  refreshLenses(): void {
    const lenses = this.#client?.getFeature(CodeLensRequest.method);
    for (const document of vscode.workspace.textDocuments)
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }

  #refreshHints(): void {
    const hints = this.#client?.getFeature(InlayHintRequest.method);
    for (const document of vscode.workspace.textDocuments)
      hints?.getProvider(document)?.onDidChangeInlayHints.fire();
  }

  async restart(): Promise<void> {
    await this.stop();
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

const lensesAreOn = (): boolean =>
  vscode.workspace.getConfiguration('tenon').get<boolean>(SETTINGS.codeLens) !== false;
