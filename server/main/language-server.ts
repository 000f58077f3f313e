import {
  CodeLensRefreshRequest,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { SETTINGS_FILE } from '../../language/index.ts';
import { STATUS, type InitializationOptions } from '../../protocol/index.ts';
import { pullsDiagnostics } from '../features/diagnostics/pulls-diagnostics.ts';
import { FeatureGuard } from '../features/feature-guard.ts';
import { FEATURES } from '../features/registry.ts';
import type { ThisMachine } from '../measurements/measured-findings.ts';
import { RulePages } from '../text/rule-pages.ts';
import { Texts, textsFor } from '../text/texts.ts';
import { CheckProgress } from '../workspace/check-progress.ts';
import { CheckScheduler } from '../workspace/check-scheduler.ts';
import { DiagnosticReports } from '../workspace/diagnostic-reports.ts';
import { DiagnosticsPublisher } from '../workspace/diagnostics-publisher.ts';
import { serverStatus } from '../workspace/server-status.ts';
import { notify } from './messages.ts';
import { refreshViews } from './refresh-views.ts';
import { Workspace } from '../workspace/workspace.ts';
import { keepsToTheOrder } from './life-cycle.ts';
import { FOLDER_OPERATIONS, WatchedFiles, watchesFiles } from './watched-files.ts';

export interface ServerOptions {
  /** Version of the product, told to the client. */
  readonly version: string;
  /** Absent where nothing can be measured, as in a browser. */
  readonly machine?: ThisMachine;
}

export interface Server {
  /** Tells of a failure that no feature has caught. */
  readonly report: (error: unknown) => void;
  /** For those who count what is done. */
  readonly workspace: Workspace;
  readonly checks: CheckScheduler;
}

/** Wires projects, checks and features to a connection. The connection is not listening yet. */
export function serve(connection: Connection, options: ServerOptions): Server {
  const guard = new FeatureGuard((message) => connection.console.error(message));
  const phase = keepsToTheOrder(connection);
  const here = options.machine ? { machine: options.machine } : {};
  let client: ClientCapabilities = {};
  let watched: WatchedFiles | undefined;
  let pages = new RulePages({ hasCommand: false });
  let texts = new Texts();
  const translate = (english: string): string => texts.of(english);
  const reports = new DiagnosticReports((code) => pages.addressOf(code), translate);
  const checks = new CheckScheduler(
    {
      onFindings: (host, path, findings) => void reports.set(host, path, findings),
      onDependents: () => refreshViews(connection, client),
      onError: (error, what) => guard.report(error, what),
    },
    new CheckProgress(() => connection.window.createWorkDoneProgress(), translate),
  );
  const workspace: Workspace = new Workspace(checks, () => {
    notify(connection, STATUS, serverStatus(workspace.hosts));
    watched?.watchFolders(workspace.hosts);
    refreshLenses();
  });
  const refreshLenses = (): void => {
    if (!client.workspace?.codeLens?.refreshSupport) return;
    void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
  const background = (what: string, work: Promise<unknown>): void =>
    void work.catch((error: unknown) => guard.report(error, what));

  /** A notification that comes too early or too late is dropped; one that fails is reported like a feature. */
  const told =
    <P>(what: string, take: (params: P) => void) =>
    (params: P): void => {
      if (phase.isRunning) guard.run(what, () => take(params));
    };

  let initialFolders: readonly string[] = [];
  const initialize = (params: InitializeParams): InitializeResult => {
    client = params.capabilities;
    initialFolders = foldersOf(params);
    const { explainsRules, environments, settingsFiles } = (params.initializationOptions ??
      {}) as InitializationOptions;
    for (const [uri, environment] of Object.entries(environments ?? {})) workspace.showIn(uri, environment);
    pages = new RulePages({ hasCommand: explainsRules === true });
    if (!pullsDiagnostics(client)) {
      const send = (findings: PublishDiagnosticsParams): void => void connection.sendDiagnostics(findings);
      new DiagnosticsPublisher(send, (uri) => workspace.versionOf(uri)).follow(reports);
    }
    const settings = settingsFiles ? { settingsFiles } : {};
    for (const feature of FEATURES)
      feature.register({
        ...{ connection, workspace, checks, reports, pages, texts, client, guard },
        ...here,
        ...settings,
      });
    return { serverInfo: { name: 'Tenon', version: options.version }, capabilities: capabilities(client) };
  };
  const speakAs = (language: Texts, params: InitializeParams): InitializeResult => {
    texts = language;
    return initialize(params);
  };
  connection.onInitialize((params) => {
    const refused = phase.begin();
    if (refused) return refused;
    const language = textsFor(params.locale);
    // English is there at once, and nothing waits for it.
    return language instanceof Texts
      ? speakAs(language, params)
      : language.then((all) => speakAs(all, params));
  });
  connection.onInitialized(() => {
    watched = new WatchedFiles(connection, client);
    watched.start();
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) workspace.removeFolder(uri);
        for (const { uri } of added) background('adding a folder', workspace.addFolder(uri));
      });
    }
    background(
      'looking for projects',
      Promise.all(initialFolders.map((uri) => workspace.addFolder(uri))).then(() => {
        if (workspace.hosts.length === 0) notify(connection, STATUS, serverStatus([]));
      }),
    );
  });

  connection.onDidOpenTextDocument(
    told('opening', ({ textDocument: { uri, languageId, version, text } }) =>
      workspace.open(uri, languageId, version, text),
    ),
  );
  connection.onDidChangeTextDocument(
    told('editing', ({ textDocument, contentChanges }) =>
      workspace.change(textDocument.uri, textDocument.version, contentChanges),
    ),
  );
  connection.onDidCloseTextDocument(
    told('closing', ({ textDocument }) => background('closing', workspace.close(textDocument.uri))),
  );
  connection.onDidSaveTextDocument(
    told('saving', ({ textDocument: { uri } }) => {
      // Texts of models are known already; an editor that watches files tells of project files by itself.
      if (uri.endsWith(`/${SETTINGS_FILE}`) && !watchesFiles(client)) filesChanged([uri]);
    }),
  );
  const filesChanged = (uris: readonly string[]): void =>
    background(
      'reading changed files',
      workspace.filesChanged(uris).then(() => watched?.watchFolders(workspace.hosts)),
    );
  connection.onDidChangeWatchedFiles(
    told('reading changed files', ({ changes }) => {
      if (changes.some(({ uri }) => uri.endsWith('/history.jsonl'))) refreshLenses();
      filesChanged(changes.map(({ uri }) => uri));
    }),
  );
  connection.workspace.onDidCreateFiles(({ files }) => filesChanged(files.map(({ uri }) => uri)));
  connection.workspace.onDidDeleteFiles(({ files }) => filesChanged(files.map(({ uri }) => uri)));
  connection.onShutdown(() => {
    phase.end();
    guard.end();
    checks.dispose();
    workspace.dispose();
  });
  return { report: (error) => guard.report(error, 'The server'), workspace, checks };
}

/** Some editors know one folder only. */
const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): string[] =>
  workspaceFolders?.map((folder) => folder.uri) ?? (rootUri === null ? [] : [rootUri]);

function capabilities(client: ClientCapabilities): ServerCapabilities {
  let workspace: ServerCapabilities['workspace'] = {
    workspaceFolders: { supported: true, changeNotifications: true },
  };
  const fileOperations = { didCreate: FOLDER_OPERATIONS, didDelete: FOLDER_OPERATIONS };
  const all: ServerCapabilities = {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      ...(watchesFiles(client) ? {} : { save: { includeText: false } }),
    },
  };
  for (const { capabilities: promised } of FEATURES) {
    const own = typeof promised === 'function' ? promised(client) : promised;
    workspace = { ...workspace, ...own.workspace };
    Object.assign(all, own);
  }
  return {
    ...all,
    workspace: { ...workspace, fileOperations: { ...workspace.fileOperations, ...fileOperations } },
  };
}
