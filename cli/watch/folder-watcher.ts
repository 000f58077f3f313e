import { readdirSync, statSync, watch, type FSWatcher, type Stats } from 'node:fs';
import { join } from 'node:path';

/** What happened below a folder; paths relative to it, with forward slashes. */
export interface Changes {
  /** Files that came, changed or went, and what else has no name that is known. */
  readonly paths: readonly string[];
  /** Folders that came or went with everything in them, or of which nobody knows what happened. */
  readonly folders: readonly string[];
}

/** Changes, or why there will be none any more. */
export type Heard = Changes | { readonly ended: 'gone' | 'limit' };

interface WatchedFolder {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

/** One save is several events, and a branch that is checked out thousands: in milliseconds. */
const QUIET = 100;
/** A program that writes without a pause holds nobody up for longer than this, in milliseconds. */
const LONGEST = 2_000;
/** With more events than this at once the system may have lost some. */
const MANY = 4_000;

/** Where the system itself watches a folder with everything below it; elsewhere each folder is watched. */
const WATCHES_TREES = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Hears of changes below a folder. Folders are watched and not files, so that a file that is replaced by another of
 * its name goes on being heard of; and only those folders that somebody wants, so that installed packages cost
 * nothing.
 */
export class FolderWatcher {
  readonly #root: string;
  readonly #wants: (folder: string) => boolean;
  readonly #folders = new Map<string, WatchedFolder>();
  readonly #touched = new Set<string>();
  #firstTouch: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isSettled = false;
  #isAtLimit = false;
  #wake: (() => void) | undefined;

  /** `wants` says whether a folder below `root` is watched; it is asked with its path relative to that. */
  constructor(root: string, wants: (folder: string) => boolean) {
    this.#root = root;
    this.#wants = wants;
    this.#add('.', []);
    // What happened since the project was read is looked for first.
    this.#touch('.');
  }

  /** Asks again which folders are wanted. */
  refresh(): void {
    const { size } = this.#folders;
    for (const folder of [...this.#folders.keys()])
      if (folder !== '.' && !this.#wants(folder)) this.#drop(folder);
    this.#add('.', []);
    // What happened in a folder before it was watched has to be looked for.
    if (this.#folders.size > size) this.#touch('.');
  }

  /** Waits until something has happened and it is quiet again. */
  async next(signal: AbortSignal): Promise<Heard> {
    await this.#settled(signal);
    if (this.#isAtLimit) return { ended: 'limit' };
    this.#isSettled = false;
    this.#firstTouch = undefined;
    const touched = [...this.#touched];
    this.#touched.clear();
    const root = factsOf(this.#root);
    if (!root?.isDirectory()) return { ended: 'gone' };
    const isOther = identityOf(root) !== this.#folders.get('.')?.identity;
    return this.#sort(isOther || touched.length > MANY ? [...touched, '.'] : touched);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #settled(signal: AbortSignal): Promise<void> {
    if (this.#isSettled) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (): void => reject(signal.reason as Error);
      if (signal.aborted) return end();
      signal.addEventListener('abort', end, { once: true });
      this.#wake = () => {
        signal.removeEventListener('abort', end);
        resolve();
      };
    });
  }

  #touch(path: string): void {
    this.#touched.add(path);
    const now = performance.now();
    this.#firstTouch ??= now;
    clearTimeout(this.#timer);
    const pause = Math.min(QUIET, Math.max(0, this.#firstTouch + LONGEST - now));
    this.#timer = setTimeout(() => this.#settle(), pause);
  }

  #settle(): void {
    this.#isSettled = true;
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Tells folders from files; what came is watched from now on, and what went no longer. */
  #sort(touched: readonly string[]): Changes {
    const folders = new Set<string>();
    const paths: string[] = [];
    for (const path of touched) {
      const facts = factsOf(join(this.#root, path));
      const known = this.#folders.get(path);
      const isFolder = facts?.isDirectory() === true;
      // Another folder of the same name, too, has nobody who watches it.
      if (known && (!isFolder || identityOf(facts) !== known.identity)) {
        this.#drop(path);
        folders.add(path);
      }
      if (!isFolder) paths.push(path);
      else if (path === '.' || this.#wants(path)) {
        this.#add(path, []);
        folders.add(path);
      }
    }
    return { paths, folders: [...folders] };
  }

  /** Watches a folder and those in it. `around` are identities of the folders around it: links may lead in a circle. */
  #add(folder: string, around: readonly string[]): void {
    const place = join(this.#root, folder);
    const facts = factsOf(place);
    if (!facts?.isDirectory() || this.#isAtLimit) return;
    const identity = identityOf(facts);
    if (around.includes(identity)) return;
    if (!this.#folders.has(folder)) this.#watch(folder, place, identity);
    if (WATCHES_TREES) return;
    for (const name of foldersIn(place)) {
      const path = pathIn(folder, name);
      if (this.#wants(path)) this.#add(path, [...around, identity]);
    }
  }

  #watch(folder: string, place: string, identity: string): void {
    try {
      const watcher = watch(place, { recursive: WATCHES_TREES }, (_event, name) => {
        const path = name === null ? folder : pathIn(folder, name.replaceAll('\\', '/'));
        if (!WATCHES_TREES || this.#wantsFile(path)) this.#touch(path);
      });
      // Windows says so of a folder that was deleted.
      watcher.on('error', () => this.#touch(folder));
      this.#folders.set(folder, { watcher, identity });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOSPC' && code !== 'EMFILE') return;
      this.#isAtLimit = true;
      this.#settle();
    }
  }

  #wantsFile(path: string): boolean {
    const folders = path.split('/').slice(0, -1);
    return folders.every((_, index) => this.#wants(folders.slice(0, index + 1).join('/')));
  }

  #drop(folder: string): void {
    for (const [path, { watcher }] of this.#folders) {
      if (folder !== '.' && path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      this.#folders.delete(path);
    }
  }
}

const pathIn = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

/** Undefined for what is not there or can't be looked at. */
function factsOf(place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const identityOf = ({ dev, ino }: Stats): string => `${dev} ${ino}`;

/** Names of the folders in a folder, and of links that may lead to some. */
function foldersIn(place: string): readonly string[] {
  try {
    const entries = readdirSync(place, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() || entry.isSymbolicLink() ? [entry.name] : []));
  } catch {
    // Whoever reads the project says that it can't be listed.
    return [];
  }
}
