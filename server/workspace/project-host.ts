import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { createFileReaders, createNodeFileSystem, type FileReaders } from '../../files/index.ts';
import {
  belongsToProject,
  collectFacts,
  loadProject,
  Project,
  readModelText,
  type Diagnostic,
  type ProjectFacts,
  type ProjectFileSystem,
  type ProjectSettings,
} from '../../language/index.ts';
import { WordIndex } from '../names/word-index.ts';

/** A text that is open in the editor; it counts more than the file on the disk. */
export interface OpenText {
  readonly uri: string;
  readonly text: () => string;
}

/**
 * A project and the world around it: its folder on the disk and the texts that are open in the editor. The same
 * class holds a text that belongs to no project; then there is no folder, and nothing is read.
 */
export class ProjectHost {
  /** Absolute path of the project folder. */
  readonly root: string | undefined;
  /** Where the project's findings about files come from that could not be used, by path. */
  readonly loadFindings = new Map<string, Diagnostic[]>();
  project = new Project();
  /** Which of the project's files can mention a name. */
  readonly words = new WordIndex();
  readonly #settings: ProjectSettings | undefined;
  readonly #fileSystem: ProjectFileSystem | undefined;
  readonly #readers: FileReaders | undefined;
  readonly #open = new Map<string, OpenText>();
  readonly #changedWhileLoading = new Set<string>();
  readonly #disposed = new AbortController();
  #loading: Promise<void> | undefined;
  #isLoaded: boolean;
  #factsSeen = '';
  /** Settings as the project file says. */
  #ownSettings: ProjectSettings | undefined;
  #chosenEnvironment: string | null | undefined;

  constructor(folder?: { readonly root: string; readonly settings: ProjectSettings }) {
    this.root = folder?.root;
    this.#settings = folder?.settings;
    this.#isLoaded = folder === undefined;
    if (!folder) return;
    this.#fileSystem = createNodeFileSystem(folder.root);
    this.#readers = createFileReaders(folder.root, { signal: this.#disposed.signal });
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get isDisposed(): boolean {
    return this.#disposed.signal.aborted;
  }

  get openPaths(): IterableIterator<string> {
    return this.#open.keys();
  }

  /** Whether a file at this path is one of the project's models, whether it exists or not. */
  takes(path: string): boolean {
    return this.#settings !== undefined && belongsToProject(path, this.#settings);
  }

  uriOf(path: string): string {
    return this.#open.get(path)?.uri ?? URI.file(join(this.root ?? '', path)).toString();
  }

  /** Reads the project folder, once; open texts are laid over what is read. */
  load(): Promise<void> {
    return (this.#loading ??= this.#isLoaded ? Promise.resolve() : this.#read());
  }

  /** What lies in a folder of the project; nothing for folders outside of it. */
  async list(folder: string): ReturnType<ProjectFileSystem['list']> {
    const isInside = !folder.split('/').includes('..') && !folder.startsWith('/');
    return isInside && this.#fileSystem ? this.#fileSystem.list(folder) : [];
  }

  /** Reads everything again. */
  async reload(): Promise<void> {
    await this.load();
    if (this.#fileSystem) await (this.#loading = this.#read());
  }

  async #read(): Promise<void> {
    const loaded = await loadProject({ ...this.#world(), signal: this.#disposed.signal });
    this.project = loaded.project;
    this.#ownSettings = loaded.project.settings;
    this.loadFindings.clear();
    for (const finding of loaded.diagnostics) {
      this.loadFindings.set(finding.file, [...(this.loadFindings.get(finding.file) ?? []), finding]);
    }
    this.#isLoaded = true;
    for (const [path, open] of this.#open) this.project.setFile(path, open.text());
    const changed = [...this.#changedWhileLoading];
    this.#changedWhileLoading.clear();
    for (const path of changed) await this.fileChanged(path);
    this.#applyEnvironment();
    await this.refreshFacts();
  }

  #world(): { readonly fileSystem: ProjectFileSystem } & FileReaders {
    return { fileSystem: this.#fileSystem!, ...this.#readers! };
  }

  setOpen(path: string, open: OpenText): void {
    this.#open.set(path, open);
    this.loadFindings.delete(path);
    this.refresh(path);
  }

  /** Takes over what has been typed into an open text. */
  refresh(path: string): void {
    const open = this.#open.get(path);
    if (!open || !this.#isLoaded) return;
    this.project.setFile(path, open.text());
    this.#applyEnvironment();
  }

  /** From now on the file on the disk counts again, if there is one. */
  async close(path: string): Promise<void> {
    this.#open.delete(path);
    await this.fileChanged(path);
  }

  /** A file was created, changed or deleted on the disk. */
  async fileChanged(path: string): Promise<void> {
    if (this.#open.has(path)) return;
    if (!this.#isLoaded) {
      this.#changedWhileLoading.add(path);
      return;
    }
    this.loadFindings.delete(path);
    if (!this.#fileSystem || !this.takes(path) || !(await this.#fileSystem.exists(path))) {
      this.project.deleteFile(path);
      return;
    }
    const read = await readModelText(this.#fileSystem, path);
    // It may have been opened while it was read.
    if (this.#open.has(path)) return;
    if ('text' in read) {
      this.project.setFile(path, read.text);
    } else {
      this.project.deleteFile(path);
      this.loadFindings.set(path, [read.diagnostic]);
    }
  }

  /** The environment that the project file names. */
  get ownEnvironment(): string | undefined {
    return this.#ownSettings?.environment;
  }

  /** The environment that the project is shown in. */
  get environment(): string | undefined {
    return this.project.settings.environment;
  }

  /** Shows the project in an environment: a name, null for none; the project file decides when it is undefined. */
  showIn(environment: string | null | undefined): void {
    this.#chosenEnvironment = environment;
    this.#applyEnvironment();
  }

  /** Everybody reads the settings, so the choice goes there. One that is not declared any more does not count. */
  #applyEnvironment(): void {
    if (!this.#ownSettings) return;
    const chosen = this.#chosenEnvironment;
    const counts = typeof chosen !== 'string' || 'qualifiedName' in this.project.environment(chosen);
    const { environment: own, ...rest } = this.#ownSettings;
    const wanted = chosen === undefined || !counts ? own : (chosen ?? undefined);
    if (wanted === this.project.settings.environment) return;
    this.project.settings = wanted === undefined ? rest : { ...rest, environment: wanted };
  }

  /** Looks at the files that the models name; tells whether anything is different from the last time. */
  async refreshFacts(): Promise<boolean> {
    if (!this.#fileSystem || !this.#isLoaded) return false;
    const { project } = this;
    const seen: unknown[] = [];
    const { fileSystem, readSignature, readSchema } = this.#world();
    const facts: ProjectFacts = await collectFacts(project, {
      fileSystem: {
        ...fileSystem,
        exists: async (path) => remember(seen, path, await fileSystem.exists(path)),
      },
      readSignature: async (path) => remember(seen, path, await readSignature(path)),
      readSchema: async (path) => remember(seen, path, await readSchema(path)),
      signal: this.#disposed.signal,
    });
    const key = JSON.stringify(seen.map((each) => JSON.stringify(each)).sort());
    if (key === this.#factsSeen || project !== this.project) return false;
    this.#factsSeen = key;
    project.facts = facts;
    return true;
  }

  dispose(): void {
    this.#disposed.abort();
  }
}

function remember<T>(seen: unknown[], path: string, answer: T): T {
  seen.push([path, answer]);
  return answer;
}
