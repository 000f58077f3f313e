import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver';
import { readSettings, SETTINGS_FILE } from '../../language/index.ts';
import type { CheckScheduler } from './check-scheduler.ts';
import { fileOf, isWorkedOn, nameOf, placeOnDisk } from './document-uri.ts';
import { groupChanges } from './file-changes.ts';
import type { ModelFile } from './model-file.ts';
import { findProjects, nearestProject, pathInside, settingsOf } from './project-folder.ts';
import { ProjectHost } from './project-host.ts';
import { folderOfSettings, SettingsTexts } from './settings-texts.ts';

interface OpenDocument {
  readonly document: TextDocument;
  readonly host: ProjectHost;
  /** Path in the host's project. */
  readonly path: string;
}

/** How long after an edit the files that the edited models name are looked at again, in milliseconds. */
const LOOK_PAUSE = 300;

/**
 * All projects and open texts of the editor. A text belongs to the nearest folder above it that has a
 * `tenon.json`; without one to its workspace folder; else it stands alone.
 */
export class Workspace {
  readonly #checks: CheckScheduler;
  readonly #onProjects: () => void;
  readonly #folders = new Set<string>();
  readonly #hosts = new Map<string, ProjectHost>();
  readonly #documents = new Map<string, OpenDocument>();
  readonly #settingsTexts = new SettingsTexts();
  /** Open texts that were edited since the project saw them. */
  readonly #dirty = new Set<string>();
  /** Looks at files that models name, which wait for a pause: at those of some models, or of all. */
  readonly #looks = new Map<ProjectHost, { timer: NodeJS.Timeout; models: Set<string> | undefined }>();
  readonly #onClosed = new Set<(uri: string) => void>();
  /** Environments that were chosen, by project folder; they outlive the projects. */
  readonly #environments = new Map<string, string | null>();
  /** What is taken over from the disk, one after the other: of two states of a file the newer one counts. */
  #disk: Promise<unknown> = Promise.resolve();

  /** `onProjects` is called whenever a project was loaded or dropped. */
  constructor(checks: CheckScheduler, onProjects: () => void = () => undefined) {
    this.#checks = checks;
    this.#onProjects = onProjects;
    checks.prepareWith(() => this.#flush());
  }

  get hosts(): readonly ProjectHost[] {
    return [...this.#hosts.values()];
  }

  // ---------------------------------------------------------------- folders

  async addFolder(uri: string): Promise<void> {
    const folder = fileOf(uri);
    if (folder === undefined) return;
    this.#folders.add(folder);
    await this.#inTurn(async () => {
      for (const root of await findProjects(folder)) if (this.#folders.has(folder)) this.#hostAt(root);
    });
  }

  removeFolder(uri: string): void {
    const folder = fileOf(uri);
    if (folder === undefined || !this.#folders.delete(folder)) return;
    this.#dropUnused();
  }

  /**
   * Shows a project in an environment: a name, null for none; the project file decides when it is undefined. A
   * project that is not known yet is shown so when it comes.
   */
  showIn(uri: string, environment: string | null | undefined): ProjectHost | undefined {
    const folder = fileOf(uri);
    if (folder === undefined) return undefined;
    if (environment === undefined) this.#environments.delete(folder);
    else this.#environments.set(folder, environment);
    const host = this.#hosts.get(folder);
    host?.showIn(environment);
    if (!host?.isLoaded) return host;
    this.#checks.schedule(host);
    this.#onProjects();
    return host;
  }

  /** The project whose folder is at a URI, read. */
  async project(uri: string): Promise<ProjectHost | undefined> {
    const folder = fileOf(uri);
    if (folder === undefined) return undefined;
    // Right after the start its folder may not have been searched yet.
    if (!this.#hosts.has(folder)) await this.#disk;
    const host = this.#hosts.get(folder);
    await host?.load();
    if (host) this.#flush();
    return host;
  }

  // ---------------------------------------------------------------- documents

  open(uri: string, languageId: string, version: number, text: string): void {
    if (this.#settingsTexts.open(uri, languageId, version, text)) return;
    this.#place(TextDocument.create(uri, languageId, version, text));
  }

  #place(document: TextDocument): void {
    const { uri } = document;
    const { host, path } = this.#placeOf(uri);
    this.#documents.set(uri, { document, host, path });
    host.setOpen(path, { uri, text: () => document.getText() });
    if (host.isLoaded) this.#changed(host, [path]);
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    if (this.#settingsTexts.change(uri, version, changes)) this.#settingsEdited(uri);
    const open = this.#documents.get(uri);
    if (!open) return;
    TextDocument.update(open.document, [...changes], version);
    this.#dirty.add(uri);
    const ranged = changes.flatMap((change) =>
      'range' in change ? [change as { range: Range; text: string }] : [],
    );
    if (ranged.length === changes.length) this.#checks.edited(open.host, open.path, ranged);
    this.#changed(open.host, [open.path]);
  }

  async close(uri: string): Promise<void> {
    if (this.#settingsTexts.close(uri)) await this.filesChanged([uri]);
    const open = this.#documents.get(uri);
    if (!open) return;
    this.#documents.delete(uri);
    this.#dirty.delete(uri);
    const { host, path } = open;
    host.setClosed(path, uri);
    if (host.root === undefined) this.#drop(host);
    else await this.#inTurn(() => host.filesChanged([path]));
    this.#changed(host, [path]);
    for (const tell of this.#onClosed) tell(uri);
  }

  /** Tells of texts that are closed, after the project has the file of the disk again. */
  onClosed(listener: (uri: string) => void): () => void {
    this.#onClosed.add(listener);
    return () => this.#onClosed.delete(listener);
  }

  versionOf(uri: string): number | undefined {
    return (this.#documents.get(uri)?.document ?? this.#settingsTexts.get(uri))?.version;
  }

  // ---------------------------------------------------------------- the disk

  /** Takes over what happened to files and folders on the disk, many at once when a branch is checked out. */
  filesChanged(uris: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const settings = uris.filter((uri) => uri.endsWith(`/${SETTINGS_FILE}`));
      if (settings.length > 0) await this.#settingsChanged(settings.flatMap((uri) => fileOf(uri) ?? []));
      for (const [host, { models, folders }] of groupChanges(uris, this.#hosts.values())) {
        const paths = folders.length > 0 ? await host.pathsBelow(folders) : [];
        const all = [...new Set([...models, ...paths])];
        await host.filesChanged(all);
        if (all.length > 0 && host.isLoaded) this.#checks.schedule(host, all);
        this.#lookAtFiles(host);
      }
    });
  }

  /** Resolves when everything that was told until now is taken over from the disk. */
  async whenRead(): Promise<void> {
    await this.#disk;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#disk.then(work);
    this.#disk = done.catch(() => undefined);
    return done;
  }

  /** The text of a project file that is open, as it is typed. */
  settingsText(uri: string): TextDocument | undefined {
    return this.#settingsTexts.get(uri);
  }

  /** What is wrong with the keys is told while they are typed; they count when the file is saved. */
  #settingsEdited(uri: string): void {
    const folder = fileOf(folderOfSettings(uri));
    const host = folder === undefined ? undefined : this.#hosts.get(folder);
    if (!host?.isLoaded) return;
    const { diagnostics } = readSettings(this.#settingsTexts.get(uri)!.getText());
    host.loadFindings.set(SETTINGS_FILE, [...diagnostics]);
    this.#checks.schedule(host);
  }

  /** A project file came, changed or went: which texts belong together is decided anew. */
  async #settingsChanged(files: readonly string[]): Promise<void> {
    const folders = files.map((file) => file.slice(0, -SETTINGS_FILE.length - 1));
    for (const folder of this.#folders) for (const root of await findProjects(folder)) this.#hostAt(root);
    for (const folder of folders) {
      const host = this.#hosts.get(folder);
      if (!host) continue;
      this.#drop(host);
      if (nearestProject(`${folder}/x`) === folder) this.#hostAt(folder);
    }
    for (const { document, host } of [...this.#documents.values()]) {
      const wanted = this.#placeOf(document.uri);
      if (wanted.host === host) continue;
      const { path } = this.#documents.get(document.uri)!;
      host.setClosed(path, document.uri);
      await host.filesChanged([path]);
      if (!host.isDisposed) this.#changed(host, []);
      if (host.root === undefined) this.#drop(host);
      this.#place(document);
    }
    this.#dropUnused();
  }

  /** Reads a project again and waits until it is checked. */
  async recheck(uri: string): Promise<ProjectHost | undefined> {
    const folder = fileOf(uri);
    const host = folder === undefined ? undefined : this.#hosts.get(folder);
    if (!host) return undefined;
    await host.reload();
    this.#checks.schedule(host);
    await this.#checks.whenIdle();
    return host;
  }

  // ---------------------------------------------------------------- what the features ask for

  /** The file at a URI in its newest state; waits for all of its project to be read. Undefined when it is no model. */
  file(uri: string): Promise<ModelFile | undefined> {
    return this.#fileWhen(uri, (host) => this.#checks.whenKnown(host));
  }

  /** The same as soon as the names of the project are known: for who looks at nothing but the file. */
  fileAlone(uri: string): Promise<ModelFile | undefined> {
    return this.#fileWhen(uri, (host) => host.load());
  }

  async #fileWhen(
    uri: string,
    isReady: (host: ProjectHost) => Promise<void>,
  ): Promise<ModelFile | undefined> {
    const open = this.#documents.get(uri);
    const place = open ?? this.#knownPlace(uri);
    if (!place) return undefined;
    await isReady(place.host);
    return this.fileIn(place.host, place.path);
  }

  fileIn(host: ProjectHost, path: string): ModelFile | undefined {
    this.#flush();
    const { project } = host;
    const file = project.files.get(path);
    if (!file) return undefined;
    const uri = host.uriOf(path);
    const document = this.#documents.get(uri)?.document ?? TextDocument.create(uri, 'tenon', 0, file.text);
    return {
      uri,
      path,
      host,
      project,
      file,
      document,
      get checked() {
        return project.checked(path)!;
      },
    };
  }

  #knownPlace(uri: string): { host: ProjectHost; path: string } | undefined {
    const file = fileOf(uri);
    const root = file === undefined ? undefined : nearestProject(file);
    const isKnown = root !== undefined && (this.#hosts.has(root) || this.#isInFolders(root));
    const host = isKnown ? this.#hostAt(root) : undefined;
    const path = host && pathInside(host.root!, file!);
    return host && path !== undefined ? { host, path } : undefined;
  }

  dispose(): void {
    for (const { timer } of this.#looks.values()) clearTimeout(timer);
    for (const host of this.#hosts.values()) host.dispose();
  }

  // ---------------------------------------------------------------- inside

  /** Gives what was typed to the projects: once for all edits since the last time somebody looked. */
  #flush(): void {
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const uri of dirty) {
      const open = this.#documents.get(uri);
      open?.host.refresh(open.path);
    }
  }

  #changed(host: ProjectHost, paths: readonly string[]): void {
    if (!host.isLoaded || host.isDisposed || !host.isChecked) return;
    this.#checks.schedule(host, paths);
    this.#lookAtFiles(host, paths);
  }

  /** Soon: at what some models name when only these were edited, else at all that any model names. */
  #lookAtFiles(host: ProjectHost, edited?: readonly string[]): void {
    if (host.root === undefined) return;
    const waiting = this.#looks.get(host);
    clearTimeout(waiting?.timer);
    const isSome = edited !== undefined && (waiting === undefined || waiting.models !== undefined);
    const models = isSome ? new Set([...(waiting?.models ?? []), ...edited]) : undefined;
    const look = async (): Promise<void> => {
      this.#looks.delete(host);
      if (!host.isDisposed && (await host.lookAtFiles(models))) this.#checks.schedule(host);
    };
    const timer = setTimeout(() => void look().catch(() => undefined), LOOK_PAUSE);
    this.#looks.set(host, { timer, models });
  }

  #placeOf(uri: string): { host: ProjectHost; path: string } {
    const file = placeOnDisk(uri);
    const root = file === undefined ? undefined : (nearestProject(file) ?? this.#folderOf(file));
    if (root !== undefined) {
      const host = this.#hostAt(root);
      const path = pathInside(root, file!);
      if (path !== undefined && host.takes(path)) return { host, path };
    }
    const known = this.#documents.get(uri);
    if (known?.host.root === undefined && known) return known;
    return { host: new ProjectHost({ isChecked: isWorkedOn(uri) }), path: nameOf(uri) };
  }

  /** The innermost workspace folder around a file. */
  #folderOf(file: string): string | undefined {
    return [...this.#folders]
      .filter((folder) => pathInside(folder, file) !== undefined)
      .sort((a, b) => b.length - a.length)[0];
  }

  #hostAt(root: string): ProjectHost {
    const known = this.#hosts.get(root);
    if (known) return known;
    const host = new ProjectHost({ folder: { root, settings: settingsOf(root) } });
    host.showIn(this.#environments.get(root));
    this.#hosts.set(root, host);
    void host.load().then(
      () => {
        if (host.isDisposed) return;
        this.#flush();
        this.#checks.schedule(host);
        this.#onProjects();
      },
      (error: unknown) => {
        if (!host.isDisposed) this.#onLoadError(host, error);
      },
    );
    return host;
  }

  #onLoadError(host: ProjectHost, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const start = { line: 0, character: 0 };
    host.loadFindings.set(SETTINGS_FILE, [
      { code: 'TN1003', severity: 'error', file: SETTINGS_FILE, range: { start, end: start }, message: `The project can't be read: ${message}` },
    ]); // prettier-ignore
    this.#checks.schedule(host);
  }

  #drop(host: ProjectHost): void {
    host.dispose();
    this.#checks.forget(host);
    clearTimeout(this.#looks.get(host)?.timer);
    this.#looks.delete(host);
    if (host.root !== undefined && this.#hosts.get(host.root) === host) this.#hosts.delete(host.root);
    this.#onProjects();
  }

  /** Projects outside every workspace folder live as long as one of their texts is open. */
  #dropUnused(): void {
    const used = new Set([...this.#documents.values()].map(({ host }) => host));
    for (const host of [...this.#hosts.values()]) {
      if (!used.has(host) && !this.#isInFolders(host.root!)) this.#drop(host);
    }
  }

  #isInFolders(root: string): boolean {
    return [...this.#folders].some((folder) => folder === root || pathInside(folder, root) !== undefined);
  }
}
