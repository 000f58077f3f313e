import { relative, resolve } from 'node:path';
import { DEFAULT_SETTINGS, MODEL_EXTENSION, SETTINGS_FILE } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import {
  noModel,
  openLocated,
  projectWorld,
  type OpenedProject,
  type ProjectWorld,
} from '../open-project.ts';
import { locateProject, type ProjectLocation } from '../project-location.ts';
import type { FileChange } from './file-change.ts';
import { FolderWatcher, type Changes } from './folder-watcher.ts';
import { NamedFiles } from './named-files.ts';
import { takeModels } from './take-models.ts';
import { wantedFolders } from './wanted-folders.ts';

interface WatchContext {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

type State = { readonly opened: OpenedProject } | { readonly problem: CommandProblem };

/**
 * A project that is kept as its files are. Only files that have changed are read, into the same project, so that
 * what does not follow from them is not computed again; settings that change make a new one.
 */
export class WatchedProject {
  readonly location: ProjectLocation;
  readonly #context: WatchContext;
  readonly #out: string | undefined;
  readonly #world: ProjectWorld;
  readonly #named: NamedFiles;
  /** The project file and what it extends or takes prices from. */
  readonly #settingsFiles = new Set<string>();
  #settingsText: string | undefined;
  #state: State;
  #watcher: FolderWatcher | undefined;
  #wanted = { key: '', wants: wantedFolders({ named: [] }) };

  private constructor(location: ProjectLocation, context: WatchContext, out: string | undefined) {
    this.location = location;
    this.#context = context;
    this.#out = out;
    this.#world = projectWorld(location.folder, context.signal);
    this.#named = new NamedFiles(location.folder, this.#world);
    this.#state = { problem: noModel(location, context.cwd) };
  }

  /** Opens a project and begins to watch it. `out` is an output folder other than the one of the project file. */
  static async open(
    argument: string | undefined,
    context: WatchContext,
    out?: string,
  ): Promise<{ readonly watched: WatchedProject } | { readonly problem: CommandProblem }> {
    const located = locateProject(argument, context.cwd);
    if ('problem' in located) return located;
    const watched = new WatchedProject(located.location, context, out);
    await watched.#open();
    if ('problem' in watched.#state) return watched.#state;
    const wants = (folder: string): boolean => watched.#wanted.wants(folder);
    watched.#watcher = new FolderWatcher(located.location.folder, wants);
    return { watched };
  }

  /** The project as it is now, or why there is none at present. */
  get state(): State {
    return this.#state;
  }

  /** Takes note of files of the project of which every byte counts. */
  follow(copied: readonly string[]): void {
    this.#named.follow(copied);
    this.#watchWanted();
  }

  /** Waits for changes that count, and takes them over. */
  async next(): Promise<readonly FileChange[] | { readonly ended: 'gone' | 'limit' }> {
    for (;;) {
      const heard = await this.#watcher!.next(this.#context.signal);
      if ('ended' in heard) return heard;
      const changes = await this.#take(heard);
      if (changes.length > 0) return changes;
    }
  }

  close(): void {
    this.#watcher?.close();
  }

  async #open(): Promise<void> {
    this.#settingsText = await this.#readSettings();
    this.#settingsFiles.clear();
    const { fileSystem } = this.#world;
    const remember = (path: string): string => {
      if (path.endsWith('.json')) this.#settingsFiles.add(path);
      return path;
    };
    this.#state = await openLocated(this.location, this.#context, {
      ...this.#world,
      fileSystem: {
        ...fileSystem,
        get unreadable() {
          return fileSystem.unreadable;
        },
        read: (path) => fileSystem.read(remember(path)),
        exists: (path) => fileSystem.exists(remember(path)),
      },
    });
    if ('problem' in this.#state) return;
    const { project } = this.#state.opened;
    // Models name files of this ending, too, which mean nothing for the settings.
    for (const file of project.files.values())
      for (const { path } of file.references) this.#settingsFiles.delete(path);
    if (project.settings.prices !== undefined) this.#settingsFiles.add(project.settings.prices);
    await this.#named.look(project, this.#context.signal);
    this.#watchWanted();
  }

  async #readSettings(): Promise<string | undefined> {
    const bytes = await this.#world.fileSystem.read(SETTINGS_FILE).catch(() => undefined);
    return bytes && new TextDecoder().decode(bytes);
  }

  async #take(changed: Changes): Promise<readonly FileChange[]> {
    const settings = await this.#settingsChanges(changed);
    if (settings.length > 0) {
      await this.#open();
      return settings;
    }
    if ('problem' in this.#state) return [];
    const { signal, cwd } = this.#context;
    const { opened, changes } = await takeModels(this.#state.opened, changed, this.#world, signal);
    this.#state = opened.files.length === 0 ? { problem: noModel(this.location, cwd) } : { opened };
    const others = await this.#named.look(opened.project, signal);
    this.#watchWanted();
    // A file that a changed model names for the first time has not come itself.
    return [...changes, ...others.filter(({ change }) => changes.length === 0 || change === 'changed')];
  }

  /** What has changed of how the project is put together; it is opened again then. */
  async #settingsChanges({ paths, folders }: Changes): Promise<readonly FileChange[]> {
    const before = this.#settingsText;
    const text = await this.#readSettings();
    if (text !== before) {
      const change = before === undefined ? 'added' : text === undefined ? 'removed' : 'changed';
      return [{ path: SETTINGS_FILE, change }];
    }
    const changed = (path: string): FileChange => ({ path, change: 'changed' });
    if ('problem' in this.#state) {
      const isModel = (path: string): boolean => path.endsWith(MODEL_EXTENSION);
      return [...paths.filter(isModel), ...folders.filter((folder) => folder !== '.')].map(changed);
    }
    // A project inside of this one takes its models out of it.
    const isSettings = (path: string): boolean =>
      path.endsWith(`/${SETTINGS_FILE}`) || (path !== SETTINGS_FILE && this.#settingsFiles.has(path));
    const { sources } = this.#state.opened.project.settings;
    const isSource = (folder: string): boolean =>
      sources.some((source) => `${source.replace(/^\.\/|\/+$/gu, '')}/`.startsWith(`${folder}/`));
    return [...paths.filter(isSettings), ...folders.filter((folder) => folder !== '.' && isSource(folder))].map(changed); // prettier-ignore
  }

  /** Watches the folders of the models and of the files that they name; these may be others than before. */
  #watchWanted(): void {
    const named = [...this.#named.paths, ...this.#settingsFiles];
    const settings = 'opened' in this.#state ? this.#state.opened.project.settings : undefined;
    const { folder } = this.location;
    const out = resolve(folder, this.#out ?? (settings ?? DEFAULT_SETTINGS).output);
    const output = relative(folder, out).replaceAll('\\', '/');
    const key = JSON.stringify([settings, output, [...named].sort()]);
    if (key === this.#wanted.key) return;
    this.#wanted = { key, wants: wantedFolders({ ...(settings ? { settings } : {}), output, named }) };
    this.#watcher?.refresh();
  }
}
