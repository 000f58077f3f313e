import * as vscode from 'vscode';
import {
  GENERATED_STATES,
  GENERATED_STATES_CHANGED,
  type GeneratedFileState,
} from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import { lastSelection } from '../generate/selection.ts';

/** How long after a change the states are asked for again, in milliseconds: generating is work for the server. */
const PAUSE = 1_000;

export interface KnownFile extends GeneratedFileState {
  /** URI of the project folder. */
  readonly project: string;
}

/** Every generated file of the workspace and how it relates to the model. */
export class KnownFiles {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #subscriptions: vscode.Disposable;
  #files: ReadonlyMap<string, KnownFile> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  /** Files whose state is another than before. */
  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    const { server } = services;
    const watcher = vscode.workspace.createFileSystemWatcher('**/.tenon/manifest.json');
    const changed = (): void => this.#later();
    server.on(GENERATED_STATES_CHANGED, changed);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
      server.onDidChangeState(changed),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.of(uri)) this.#later();
      }),
    );
  }

  of(uri: vscode.Uri): KnownFile | undefined {
    return this.#files.get(uri.toString());
  }

  get all(): Iterable<KnownFile> {
    return this.#files.values();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), PAUSE);
  }

  async #refresh(): Promise<void> {
    const { server, log } = this.#services;
    const { state } = server;
    if (!('shown' in state)) return;
    // What changes meanwhile is told again.
    if (this.#isAsking) return this.#later();
    this.#isAsking = true;
    try {
      const asked = state.shown.map((project) => this.#ask(project.uri));
      this.#take((await Promise.all(asked)).flat());
    } catch (error) {
      log.warn(error instanceof Error ? error.message : String(error));
    } finally {
      this.#isAsking = false;
    }
  }

  async #ask(project: string): Promise<readonly KnownFile[]> {
    const environment = lastSelection(this.#services, { uri: project })?.environment;
    const states = await this.#services.server.request(GENERATED_STATES, {
      uri: project,
      ...(environment === undefined ? {} : { environment }),
    });
    return (states ?? []).map((file): KnownFile => {
      // While the model has errors, what was known before is the best that can be said.
      const state =
        file.state === 'unknown' ? (this.#files.get(keyOf(file))?.state ?? 'unknown') : file.state;
      return { ...file, state, project };
    });
  }

  #take(files: readonly KnownFile[]): void {
    const before = this.#files;
    this.#files = new Map(files.map((file) => [keyOf(file), file]));
    const uris = new Set([...before.keys(), ...this.#files.keys()]);
    const changed = [...uris].filter((uri) => !isSame(before.get(uri), this.#files.get(uri)));
    if (changed.length > 0) this.#changed.fire(changed.map((uri) => vscode.Uri.parse(uri)));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }
}

/** The server and the editor may write the same URI in two ways. */
const keyOf = ({ uri }: GeneratedFileState): string => vscode.Uri.parse(uri).toString();

const isSame = (a: KnownFile | undefined, b: KnownFile | undefined): boolean =>
  a?.state === b?.state && a?.isEdited === b?.isEdited;
