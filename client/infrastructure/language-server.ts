import * as vscode from 'vscode';
import { CodeLensRequest, LanguageClient, TransportKind, type NodeModule } from 'vscode-languageclient/node';
import {
  LANGUAGE_ID,
  SETTINGS,
  STATUS,
  COMMANDS,
  type InitializationOptions,
  type RequestMessage,
  type ServerStatus,
} from '../../protocol/index.ts';
import { nodeSetting } from './tenon-command.ts';

/** The language server's life: one process for all folders, one status item. */
export class LanguageServer {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #status: vscode.LanguageStatusItem;
  #client: LanguageClient | undefined;
  #starting: Promise<LanguageClient> | undefined;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
    this.#status = vscode.languages.createLanguageStatusItem('tenon.server', { language: LANGUAGE_ID });
    this.#status.name = vscode.l10n.t('Tenon Language Server');
    this.#status.command = { title: vscode.l10n.t('Show Output'), command: COMMANDS.showOutput };
    context.subscriptions.push(this.#status);
  }

  /** Starts it when it is not running; commands that come early wait here. */
  start(): Promise<LanguageClient> {
    return (this.#starting ??= this.#start());
  }

  async #start(): Promise<LanguageClient> {
    this.#status.text = vscode.l10n.t('Tenon: starting');
    this.#status.busy = true;
    const client = new LanguageClient('tenon', 'Tenon', this.#program(), {
      documentSelector: [
        { scheme: 'file', language: LANGUAGE_ID },
        { scheme: 'untitled', language: LANGUAGE_ID },
      ],
      outputChannel: this.#log,
      initializationOptions: OPTIONS,
      // Links in hovers may open the page of a rule and do nothing else.
      markdown: { isTrusted: { enabledCommands: [COMMANDS.explainRule] } },
      middleware: {
        provideCodeLenses: (document, token, next) => (lensesAreOn() ? next(document, token) : []),
      },
    });
    this.#client = client;
    client.onNotification(STATUS.method, (status: ServerStatus) => this.#show(status));
    try {
      await client.start();
    } catch (error) {
      this.#starting = undefined;
      this.#status.text = vscode.l10n.t('Tenon: not running');
      this.#status.severity = vscode.LanguageStatusSeverity.Error;
      this.#status.busy = false;
      throw error;
    }
    return client;
  }

  #program(): NodeModule {
    const runtime = nodeSetting();
    const module = this.#context.asAbsolutePath('out/server.mjs');
    return { module, transport: TransportKind.ipc, ...(runtime ? { runtime } : {}) };
  }

  #show({ state, projects, files }: ServerStatus): void {
    const version = (this.#context.extension.packageJSON as { version: string }).version;
    this.#status.busy = state === 'loading';
    this.#status.severity = vscode.LanguageStatusSeverity.Information;
    this.#status.text = state === 'loading' ? vscode.l10n.t('Tenon: reading') : `Tenon ${version}`;
    this.#status.detail = vscode.l10n.t('{0} projects, {1} model files', projects, files);
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

  /** Asks for the lenses of every open model again. */
  refreshLenses(): void {
    const lenses = this.#client?.getFeature(CodeLensRequest.method);
    for (const document of vscode.workspace.textDocuments)
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
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

const OPTIONS: InitializationOptions = { explainsRules: true };

const lensesAreOn = (): boolean =>
  vscode.workspace.getConfiguration('tenon').get<boolean>(SETTINGS.codeLens) !== false;
