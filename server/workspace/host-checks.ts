import {
  sortDiagnostics,
  type Diagnostic,
  type Project,
  type Stale,
  type Symbol,
} from '../../language/index.ts';
import type { RangeChange } from '../text/shift-range.ts';
import { CheckQueue, type QueuedFile } from './check-queue.ts';
import { FindingsBySource } from './findings-by-source.ts';
import type { ProjectHost } from './project-host.ts';

/** More files than this, far from what is edited, wait for a pause in typing. */
const MANY = 50;
/** How long nothing is typed in a pause, in milliseconds. */
const PAUSE = 150;
/** So many closed files keep their trees, for renames and changes that concern many of them: a few hundred MB. */
const MOST_AWAKE = 5000;
/** How often it is asked whether the files that the models name were looked at, in milliseconds. */
const LOOK = 5;

/** Who finds something: a file by its path, a top-level declaration, or one of the checks below. */
type Source = string | Symbol;
const SETTINGS = 'settings';
const suppressionsOf = (path: string): string => `suppressions ${path}`;

export interface HostChecksEvents {
  /** Findings of files may be others than before. */
  readonly onFindings: (paths: Iterable<string>) => void;
  /** Open files that nobody edited were checked again: what is shown in them may have changed, too. */
  readonly onDependents: () => void;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * The checks of one project, as steps that are short each: files and elements whose findings do not hold any more,
 * what is edited and open first. Findings stay until they are found again or not found any more.
 */
export class HostChecks {
  readonly host: ProjectHost;
  readonly #events: HostChecksEvents;
  readonly #mostAwake: number;
  readonly #queue = new CheckQueue();
  readonly #found = new FindingsBySource<Source>();
  /** Files that were checked, with the declarations that were. */
  readonly #checked = new Map<string, Set<Symbol>>();
  /** Files of which all was told that is found. */
  readonly #complete = new Set<string>();
  readonly #withSuppressions = new Set<string>();
  readonly #touched = new Set<string>();
  #withLoadFindings: readonly string[] = [];
  #running: Generator<number | undefined> | undefined;
  #project: Project | undefined;
  /** The project if all of its models were read, and the files that they name were looked at. */
  #known: Project | undefined;
  /** Looks at the files that the models name, begun when all models of the project were read. */
  #look: { readonly project: Project; isDone: boolean } | undefined;
  readonly #whenKnown: (() => void)[] = [];
  #environment: string | undefined;
  #hasDependents = false;
  /** What comes last has to be done: checks that need to know everything else. */
  #needsLast = false;
  #waitUntil = 0;

  constructor(host: ProjectHost, events: HostChecksEvents, mostAwake = MOST_AWAKE) {
    this.host = host;
    this.#events = events;
    this.#mostAwake = mostAwake;
  }

  /** How many files wait. */
  get queued(): number {
    return this.#queue.size;
  }

  /** Something changed. */
  changed(edited: readonly string[]): void {
    this.#queue.putFirst(edited);
    this.#needsLast = true;
    this.#waitUntil = edited.length === 0 ? 0 : performance.now() + PAUSE;
    this.#running = undefined;
    const withLoadFindings = [...this.host.loadFindings.keys()];
    // What was found in an edited file may be known under another URI now.
    for (const path of [...edited, ...this.#withLoadFindings, ...withLoadFindings]) this.#touched.add(path);
    this.#withLoadFindings = withLoadFindings;
  }

  edited(path: string, changes: readonly RangeChange[]): void {
    for (const source of this.#found.shift(path, changes)) {
      // An edit that is undone before anybody looked leaves nothing to check again but what was moved here.
      if (typeof source !== 'string') this.#queue.addElement(source);
      else if (source === path) this.#queue.addFile(path);
    }
  }

  /** Files with findings. */
  get paths(): Set<string> {
    const { loadFindings, measuredFindings } = this.host;
    return new Set([...this.#found.paths, ...loadFindings.keys(), ...measuredFindings.keys()]);
  }

  findings(path: string): Diagnostic[] {
    const graded = this.#project?.graded(this.#found.at(path)) ?? [];
    const { loadFindings, measuredFindings } = this.host;
    return [
      ...(loadFindings.get(path) ?? []),
      ...sortDiagnostics(graded),
      ...(measuredFindings.get(path) ?? []),
    ];
  }

  /**
   * Does what is left, until the time is over. Gives how long to wait before going on, in milliseconds; nothing
   * when all is done.
   */
  work(end: number): number | undefined {
    this.#takeStale();
    try {
      for (;;) {
        this.#running ??= this.#steps();
        const step = this.#running.next();
        if (step.done === true) break;
        if (step.value !== undefined) return step.value;
        if (performance.now() > end) return 0;
      }
    } catch (error) {
      this.#needsLast = false;
      this.stopWaiting();
      this.#events.onError(error, 'checking the whole project');
    }
    this.#running = undefined;
    return undefined;
  }

  /** Checks one file now. */
  workOn(path: string): void {
    this.#takeStale();
    const entry = this.#queue.of(path);
    if (!entry) return;
    if (this.isKnown) for (const _ of this.#checkQueued(entry));
    else this.#checkSelf(entry);
  }

  #takeStale(): void {
    const { project } = this.host;
    const environment = this.#currentEnvironment(project);
    const isNew = this.#project !== project;
    const stale = project.takeStale();
    if (isNew) for (const path of this.#checked.keys()) this.#queue.addFile(path);
    const isOther = isNew || environment !== this.#environment;
    this.#project = project;
    this.#environment = environment;
    if (this.#enqueue(stale, isOther)) this.#running = undefined;
  }

  /** Gives whether anything has to be checked again. */
  #enqueue({ files, elements, environments }: Stale, isOther = false): boolean {
    for (const path of files) this.#queue.addFile(path);
    for (const symbol of elements) this.#queue.addElement(symbol);
    if (!isOther && !environments.has(this.#environment ?? '')) return files.size > 0 || elements.size > 0;
    for (const file of this.host.project.files.values()) {
      // Those that nobody has read yet wait with all that they declare.
      if (file.isRead) for (const symbol of file.symbols.declared) this.#queue.addElement(symbol);
    }
    return true;
  }

  #currentEnvironment(project: Project): string | undefined {
    const { environment } = project.settings;
    const found = environment === undefined ? undefined : project.environment(environment);
    return found && 'qualifiedName' in found ? found.qualifiedName : undefined;
  }

  /** A number asks for a pause of so many milliseconds. */
  *#steps(): Generator<number | undefined> {
    if (!this.isKnown) yield* this.#firstLook();
    for (let next = this.#near(); next; next = this.#near()) yield* this.#checkQueued(next);
    if (this.#hasDependents) this.#events.onDependents();
    this.#hasDependents = false;
    this.#tell();
    if (this.#queue.size > MANY) yield* this.#pause();
    for (let next = this.#queue.nextFar(); next; next = this.#queue.nextFar()) yield* this.#checkQueued(next);
    if (!this.#needsLast) return;
    this.#check(SETTINGS, 'checking the settings', () => this.host.project.checkSettings());
    yield;
    yield* this.#checkSuppressions();
    this.#needsLast = false;
    this.#tell();
    yield* this.#sleep();
  }

  /** The trees of closed files are most of what is known of them, and hardly ever needed. */
  *#sleep(): Generator<undefined> {
    const { project, openPaths } = this.host;
    const open = new Set(openPaths);
    if (project.files.size - open.size <= this.#mostAwake) return;
    const awake = [...project.files.values()].filter(({ path, isAwake }) => isAwake && !open.has(path));
    if (awake.length <= this.#mostAwake) return;
    for (const { path } of awake) {
      project.sleep(path);
      yield;
    }
  }

  #near(): QueuedFile | undefined {
    return this.#queue.nextNear(this.host.openPaths);
  }

  *#pause(): Generator<number> {
    for (
      let left = this.#waitUntil - performance.now();
      left > 0;
      left = this.#waitUntil - performance.now()
    ) {
      yield left;
    }
  }

  /** Resolves when that is so, or when nobody will make it so; for who has seen that it is not. */
  whenKnown(): Promise<void> {
    return new Promise((resolve) => this.#whenKnown.push(resolve));
  }

  /** Whoever waits goes on. */
  stopWaiting(): void {
    for (const resolve of this.#whenKnown.splice(0)) resolve();
  }

  /** All models were read, and the files that they name were looked at. */
  get isKnown(): boolean {
    return this.host.root === undefined || this.#known === this.host.project;
  }

  /**
   * What the open files say by themselves is found and told before the rest of the project is read; what is found
   * between files comes after that.
   */
  *#firstLook(): Generator<number | undefined> {
    const { host } = this;
    const { project } = host;
    for (const path of host.openPaths) {
      const entry = this.#queue.of(path);
      if (!entry?.self) continue;
      this.#checkSelf(entry);
      if (!this.#complete.has(path)) this.#events.onFindings([path]);
      yield;
    }
    for (const file of project.files.values()) {
      if (file.isRead) continue;
      file.read();
      yield;
    }
    const look = this.#lookFor(project);
    while (!look.isDone) yield LOOK;
    this.#known = project;
    this.stopWaiting();
    this.#enqueue(project.takeStale());
  }

  /** One look for each project: whoever types meanwhile begins with the first look again, but not with this. */
  #lookFor(project: Project): { readonly isDone: boolean } {
    if (this.#look?.project === project) return this.#look;
    const look = { project, isDone: false };
    const done = (): void => void (look.isDone = true);
    this.host.lookAtFiles().then(done, done);
    return (this.#look = look);
  }

  /** Gives what the file declares. */
  #checkSelf(entry: QueuedFile): Set<Symbol> {
    const { path } = entry;
    const { project } = this.host;
    const file = project.files.get(path);
    file?.read();
    // What was read meanwhile has to be checked with all that it declares.
    this.#enqueue(project.takeStale());
    const declared = new Set(file?.symbols.declared);
    if (!entry.self) return declared;
    this.#check(path, `checking ${path}`, () => project.checkFile(path));
    this.#dropVanished(path, declared);
    entry.self = false;
    return declared;
  }

  *#checkQueued(entry: QueuedFile): Generator<undefined> {
    const { path, elements } = entry;
    const { project } = this.host;
    this.#noteDependent(path);
    const declared = this.#checkSelf(entry);
    yield;
    for (const symbol of elements) {
      elements.delete(symbol);
      if (!declared.has(symbol)) continue;
      const what = `checking ${symbol.qualifiedName}`;
      this.#check(symbol, what, () => project.checkElement(symbol, this.#environment));
      yield;
    }
    this.#queue.done(entry);
    this.#complete.add(path);
    this.#tell();
  }

  /** What is only now looked at for the first time has nothing to refresh. */
  #noteDependent(path: string): void {
    const isShown = [...this.host.openPaths].includes(path) && !this.#queue.wasEdited(path);
    if (isShown && this.#checked.has(path)) this.#hasDependents = true;
  }

  #dropVanished(path: string, declared: Set<Symbol>): void {
    for (const symbol of this.#checked.get(path) ?? []) {
      if (!declared.has(symbol)) this.#found.set(symbol, [], this.#touched);
    }
    const file = this.host.project.files.get(path);
    if (file) this.#checked.set(path, declared);
    else {
      this.#checked.delete(path);
      this.#complete.delete(path);
    }
    if (file && file.suppressions.length > 0) this.#withSuppressions.add(path);
    else if (this.#withSuppressions.delete(path)) this.#found.set(suppressionsOf(path), [], this.#touched);
    // The same findings may stand at other places, and what hides them may have changed.
    this.#touched.add(path);
  }

  /** What hides nothing is only known when everything was looked at. */
  *#checkSuppressions(): Generator<undefined> {
    const { project } = this.host;
    let elsewhere: Diagnostic[] | undefined;
    for (const path of this.#withSuppressions) {
      const own = suppressionsOf(path);
      const found = this.#found.at(path, own);
      let isShort = false;
      const check = (): Diagnostic[] =>
        project.checkSuppressions(path, found, () => {
          isShort = elsewhere === undefined;
          return elsewhere ?? [];
        });
      let result = check();
      if (isShort) {
        elsewhere = yield* this.#inOtherEnvironments();
        result = check();
      }
      this.#check(own, `checking what is ignored in ${path}`, () => result);
      yield;
    }
  }

  *#inOtherEnvironments(): Generator<undefined, Diagnostic[]> {
    const { project } = this.host;
    const result: Diagnostic[] = [];
    for (const environment of [undefined, ...project.environments().map((each) => each.qualifiedName)]) {
      if (environment === this.#environment) continue;
      for (const { symbols } of project.files.values()) {
        for (const symbol of symbols.declared) {
          for (const finding of project.checkElement(symbol, environment)) {
            if (this.#withSuppressions.has(finding.file)) result.push(finding);
          }
          yield;
        }
      }
    }
    return result;
  }

  /** A check that fails finds nothing, and is reported once. */
  #check(source: Source, what: string, find: () => readonly Diagnostic[]): void {
    let findings: readonly Diagnostic[] = [];
    try {
      findings = find();
    } catch (error) {
      this.#events.onError(error, what);
    }
    this.#found.set(source, findings, this.#touched);
  }

  /** A file that waits is told of when it was checked, so that nothing goes away only to come again. */
  #tell(): void {
    const paths = [...this.#touched].filter((path) => !this.#queue.of(path));
    for (const path of paths) this.#touched.delete(path);
    if (paths.length > 0) this.#events.onFindings(paths);
  }
}
