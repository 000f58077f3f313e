import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { createFileReaders, createNodeFileSystem, type FileReaders } from '../../files/index.ts';
import {
  belongsToProject,
  emptyFile,
  loadProject,
  modelFiles,
  Project,
  readModelText,
  type Diagnostic,
  type ProjectFileSystem,
  type ProjectSettings,
} from '../../language/index.ts';
import { BenchmarkHistory } from '../measurements/benchmark-history.ts';
import { WordIndex } from '../names/word-index.ts';
import { NamedFiles } from './named-files.ts';

/** A text that is open in the editor; it counts more than the file on the disk. */
export interface OpenText {
  readonly uri: string;
  readonly text: () => string;
}

export interface ProjectHostOptions {
  /** The project's folder; without it the host is for a text that stands alone. */
  readonly folder?: { readonly root: string; readonly settings: ProjectSettings };
  readonly isChecked?: boolean;
}

/** How many files are read at the same time: enough to hide the disk's latency. */
const CONCURRENCY = 32;

/**
 * A project and the world around it: its folder on the disk and the texts that are open in the editor. The same
 * class holds a text that belongs to no project; then there is no folder, and nothing is read.
 */
export class ProjectHost {
  /** Absolute path of the project folder. */
  readonly root: string | undefined;
  /** Where the project's findings about files come from that could not be used, by path. */
  readonly loadFindings = new Map<string, Diagnostic[]>();
  /** What follows from measurements, by path. It comes and goes with these, so no comment in a model ignores it. */
  readonly measuredFindings = new Map<string, readonly Diagnostic[]>();
  project = new Project();
  /** Which of the project's files can mention a name. */
  readonly words = new WordIndex();
  /** False for a text that is only looked at: nothing is said about it. */
  readonly isChecked: boolean;
  /** What was measured of the project's models. */
  readonly history: BenchmarkHistory;
  readonly #settings: ProjectSettings | undefined;
  readonly #fileSystem: ProjectFileSystem | undefined;
  readonly #readers: FileReaders | undefined;
  readonly #named = new NamedFiles();
  readonly #open = new Map<string, OpenText>();
  readonly #changedWhileReading = new Set<string>();
  readonly #disposed = new AbortController();
  #loading: Promise<void> | undefined;
  #isLoaded: boolean;
  #isReading = false;
  /** Settings as the project file says. */
  #ownSettings: ProjectSettings | undefined;
  #chosenEnvironment: string | null | undefined;

  constructor({ folder, isChecked = true }: ProjectHostOptions = {}) {
    this.isChecked = isChecked;
    this.root = folder?.root;
    this.history = new BenchmarkHistory(folder?.root);
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
    this.#isReading = true;
    const world = { ...this.#world(), signal: this.#disposed.signal, readsLater: true };
    const loaded = await loadProject(world).finally(() => (this.#isReading = false));
    this.project = loaded.project;
    this.#ownSettings = loaded.project.settings;
    this.loadFindings.clear();
    for (const finding of loaded.diagnostics) {
      this.loadFindings.set(finding.file, [...(this.loadFindings.get(finding.file) ?? []), finding]);
    }
    this.#isLoaded = true;
    for (const [path, open] of this.#open) this.#setText(path, open.text(), open.uri);
    // What they name is looked at now, so that the first look at them finds all that they say.
    for (const path of this.#open.keys()) this.project.files.get(path)?.read();
    const changed = [...this.#changedWhileReading];
    this.#changedWhileReading.clear();
    await this.filesChanged(changed);
    this.#applyEnvironment();
    await this.lookAtFiles();
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
    this.#setText(path, open.text(), open.uri);
    this.#applyEnvironment();
  }

  /** Takes over a text that could be read. An untitled one is empty until somebody types. */
  #setText(path: string, text: string, uri = this.uriOf(path)): void {
    this.project.setFile(path, text);
    const isEmpty = this.root !== undefined && !/\S/u.test(text) && !uri.startsWith('untitled:');
    if (isEmpty) this.loadFindings.set(path, [emptyFile(path)]);
    else this.loadFindings.delete(path);
  }

  /** The text at a path is closed, unless it is open under another URI, too. The file on the disk has to be read again. */
  setClosed(path: string, uri: string): void {
    if (this.#open.get(path)?.uri === uri) this.#open.delete(path);
  }

  /**
   * Files were created, changed or deleted on the disk. All are read before the first one counts, so that nobody
   * sees one half of a branch together with the other half of another.
   */
  async filesChanged(paths: readonly string[]): Promise<void> {
    if (!this.#isLoaded || this.#isReading) {
      for (const path of paths) this.#changedWhileReading.add(path);
      return;
    }
    const { project } = this;
    const read = new Map<string, ReadFile>();
    for (let start = 0; start < paths.length; start += CONCURRENCY) {
      const some = paths.slice(start, start + CONCURRENCY);
      const texts = await Promise.all(some.map((path) => this.#readFile(path)));
      for (const [index, path] of some.entries()) read.set(path, texts[index]);
    }
    // What is read anew meanwhile has these files, too.
    if (project !== this.project) return;
    for (const [path, file] of read) this.#take(path, file);
    this.#applyEnvironment();
  }

  #take(path: string, file: ReadFile): void {
    // It may have been opened while it was read.
    if (this.#open.has(path)) return;
    if (file && 'text' in file) {
      this.#setText(path, file.text);
      return;
    }
    this.loadFindings.delete(path);
    this.project.deleteFile(path);
    if (file) this.loadFindings.set(path, [file.diagnostic]);
  }

  /** Undefined for what is not there, or no model of the project. */
  async #readFile(path: string): Promise<ReadFile> {
    const files = this.#fileSystem;
    if (!files || !this.takes(path) || !(await files.exists(path))) return undefined;
    const read = await readModelText(files, path);
    // Between the two questions it may have been deleted.
    return 'diagnostic' in read && !(await files.exists(path)) ? undefined : read;
  }

  /** Models that are, or were until now, in folders of the project that came or went. */
  async pathsBelow(folders: readonly string[]): Promise<string[]> {
    if (!this.#fileSystem || !this.#settings || !this.#isLoaded) return [];
    const known = [...this.project.files.keys(), ...this.loadFindings.keys()];
    const there = await modelFiles(this.#fileSystem, this.#settings, this.#disposed.signal);
    const isBelow = (path: string): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
    return [...new Set([...known, ...there])].filter((path) => this.takes(path) && isBelow(path));
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

  /**
   * Looks at the files that the models name, all of these or some by their paths; tells whether anything is different
   * from the last time.
   */
  async lookAtFiles(models?: Iterable<string>): Promise<boolean> {
    if (!this.#fileSystem || !this.#isLoaded) return false;
    return this.#named.look(() => this.project, { ...this.#world(), signal: this.#disposed.signal }, models);
  }

  dispose(): void {
    this.#disposed.abort();
  }
}

type ReadFile = Awaited<ReturnType<typeof readModelText>> | undefined;
