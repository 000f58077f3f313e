import {
  DidChangeWatchedFilesNotification,
  WatchKind,
  type ClientCapabilities,
  type Connection,
  type Disposable,
  type FileOperationRegistrationOptions,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { MODEL_EXTENSION, SETTINGS_FILE } from '../../language/index.ts';
import { HISTORY_PATTERN } from '../measurements/benchmark-history.ts';
import { foldersOf } from '../workspace/file-changes.ts';
import type { ProjectHost } from '../workspace/project-host.ts';

/** Never all files: what models are made of, what they name, and what the lenses show. */
const WATCHED = [
  `**/*${MODEL_EXTENSION}`,
  `**/${SETTINGS_FILE}`,
  '**/*.onnx',
  '**/*.{parquet,csv,tsv,jsonl,ndjson}',
  HISTORY_PATTERN,
  '**/.tenon/bench/evidence.jsonl',
  '**/tenon-bench-baseline.json',
];

/** Whether an editor tells of changes on the disk when it is asked to. */
export const watchesFiles = ({ workspace }: ClientCapabilities): boolean =>
  workspace?.didChangeWatchedFiles?.dynamicRegistration === true;

/** Asks the editor to tell of changes on the disk. */
export class WatchedFiles {
  readonly #connection: Connection;
  readonly #takesFolders: boolean;
  readonly #isAsked: boolean;
  #folders: { readonly key: string; readonly registered: Promise<Disposable> } | undefined;

  constructor(connection: Connection, client: ClientCapabilities) {
    const { relativePatternSupport } = client.workspace?.didChangeWatchedFiles ?? {};
    this.#connection = connection;
    this.#isAsked = watchesFiles(client);
    this.#takesFolders = this.#isAsked && relativePatternSupport === true;
  }

  start(): void {
    if (this.#isAsked) void this.#register(WATCHED.map((globPattern) => ({ globPattern })));
  }

  /** Editors tell of a folder that is deleted, but not of the files in it: so the folders with models are watched, too. */
  watchFolders(hosts: readonly ProjectHost[]): void {
    if (!this.#takesFolders) return;
    const watchers = hosts.flatMap((host) => folderWatcher(host) ?? []);
    const key = JSON.stringify(watchers);
    if (key === (this.#folders?.key ?? '[]')) return;
    const before = this.#folders?.registered;
    this.#folders = { key, registered: this.#register(watchers) };
    void before?.then((registered) => registered.dispose()).catch(() => undefined);
  }

  #register(watchers: readonly FileSystemWatcher[]): Promise<Disposable> {
    const registered = this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [...watchers],
    });
    registered.catch(() => undefined);
    return registered;
  }
}

function folderWatcher(host: ProjectHost): FileSystemWatcher | undefined {
  const folders = [...foldersOf(host)].sort();
  if (host.root === undefined || !host.isLoaded || folders.length === 0) return undefined;
  const patterns = folders.map((folder) => folder.replaceAll(/[{}[\]*?!,\\]/gu, '?'));
  return {
    globPattern: {
      baseUri: URI.file(host.root).toString(),
      pattern: patterns.length === 1 ? patterns[0]! : `{${patterns.join(',')}}`,
    },
    kind: WatchKind.Delete,
  };
}

/** What people do with folders in the editor is told by the editor itself. */
export const FOLDER_OPERATIONS: FileOperationRegistrationOptions = {
  filters: [{ scheme: 'file', pattern: { glob: '**/*', matches: 'folder' } }],
};
