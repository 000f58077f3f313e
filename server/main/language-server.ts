import {
  CodeLensRefreshRequest,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { MODEL_EXTENSION, SETTINGS_FILE } from '../../language/index.ts';
import { STATUS, type InitializationOptions } from '../../protocol/index.ts';
import { HISTORY_PATTERN } from '../features/code-lens/benchmark-history.ts';
import { pullsDiagnostics } from '../features/diagnostics/pulls-diagnostics.ts';
import { FeatureGuard } from '../features/feature-guard.ts';
import { FEATURES } from '../features/registry.ts';
import { RulePages } from '../text/rule-pages.ts';
import { CheckProgress } from '../workspace/check-progress.ts';
import { CheckScheduler } from '../workspace/check-scheduler.ts';
import { DiagnosticReports } from '../workspace/diagnostic-reports.ts';
import { DiagnosticsPublisher } from '../workspace/diagnostics-publisher.ts';
import { serverStatus } from '../workspace/server-status.ts';
import { notify } from './messages.ts';
import { refreshViews } from './refresh-views.ts';
import { Workspace, type FileChange } from '../workspace/workspace.ts';

export interface ServerOptions {
  /** Version of the product, told to the client. */
  readonly version: string;
}

/** Wires projects, checks and features to a connection. The connection is not listening yet. */
export function serve(connection: Connection, options: ServerOptions): void {
  const guard = new FeatureGuard((message) => connection.console.error(message));
  let client: ClientCapabilities = {};
  let pages = new RulePages({ hasCommand: false });
  const reports = new DiagnosticReports((code) => pages.addressOf(code));
  const checks = new CheckScheduler(
    {
      onFindings: (host, path, findings) => void reports.set(host, path, findings),
      onDependents: () => refreshViews(connection, client),
      onError: (error, what) => guard.report(error, what),
    },
    new CheckProgress(() => connection.window.createWorkDoneProgress()),
  );
  const workspace: Workspace = new Workspace(checks, () => {
    notify(connection, STATUS, serverStatus(workspace.hosts));
    refreshLenses();
  });
  const refreshLenses = (): void => {
    if (!client.workspace?.codeLens?.refreshSupport) return;
    void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
  const background = (what: string, work: Promise<unknown>): void =>
    void work.catch((error: unknown) => guard.report(error, what));

  let initialFolders: readonly string[] = [];
  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    initialFolders = foldersOf(params);
    const { explainsRules, environments } = (params.initializationOptions ?? {}) as InitializationOptions;
    for (const [uri, environment] of Object.entries(environments ?? {})) workspace.showIn(uri, environment);
    pages = new RulePages({ hasCommand: explainsRules === true });
    if (!pullsDiagnostics(client)) {
      const send = (findings: PublishDiagnosticsParams): void => void connection.sendDiagnostics(findings);
      new DiagnosticsPublisher(send, (uri) => workspace.versionOf(uri)).follow(reports);
    }
    for (const feature of FEATURES)
      feature.register({ connection, workspace, checks, reports, pages, client, guard });
    return { serverInfo: { name: 'Tenon', version: options.version }, capabilities: capabilities(client) };
  });
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((globPattern) => ({ globPattern })),
      });
    }
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

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
    workspace.open(uri, languageId, version, text),
  );
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    workspace.change(textDocument.uri, textDocument.version, contentChanges),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    background('closing', workspace.close(textDocument.uri)),
  );
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith('/history.jsonl'))) refreshLenses();
    background('reading changed files', workspace.filesChanged(changes.map(fileChange)));
  });
  connection.onShutdown(() => {
    checks.dispose();
    workspace.dispose();
  });
}

/** Never all files: what models are made of, what they name, and what the lenses show. */
const WATCHED = [
  `**/*${MODEL_EXTENSION}`,
  `**/${SETTINGS_FILE}`,
  '**/*.onnx',
  '**/*.{parquet,csv,tsv,jsonl,ndjson}',
  HISTORY_PATTERN,
];

const KINDS = { [FileChangeType.Created]: 'created', [FileChangeType.Deleted]: 'deleted' } as const;

const fileChange = ({ uri, type }: { uri: string; type: FileChangeType }): FileChange => ({
  uri,
  kind: (KINDS as Partial<Record<FileChangeType, FileChange['kind']>>)[type] ?? 'changed',
});

const foldersOf = ({ workspaceFolders }: InitializeParams): string[] =>
  (workspaceFolders ?? []).map((folder) => folder.uri);

function capabilities(client: ClientCapabilities): ServerCapabilities {
  let workspace: ServerCapabilities['workspace'] = {
    workspaceFolders: { supported: true, changeNotifications: true },
  };
  const all: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  };
  for (const { capabilities: promised } of FEATURES) {
    const own = typeof promised === 'function' ? promised(client) : promised;
    workspace = { ...workspace, ...own.workspace };
    Object.assign(all, own);
  }
  return { ...all, workspace };
}
