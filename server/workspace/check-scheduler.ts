import type { Diagnostic } from '../../language/index.ts';
import type { RangeChange } from '../text/shift-range.ts';
import type { CheckProgress } from './check-progress.ts';
import { HostChecks, type HostChecksEvents } from './host-checks.ts';
import type { ProjectHost } from './project-host.ts';

/** How long the server may work before it looks at what the editor has sent meanwhile, in milliseconds. */
const SLICE = 10;
/** Nothing is checked between edits that come together, such as those of a key that is held: so long it waits for the next one, in milliseconds, */
const QUIET = 1;
/** and at most so long after the first one. */
const MOST_QUIET = 100;

export interface CheckSchedulerEvents {
  /** Findings of a file may be others than before; all that are known now. */
  readonly onFindings: (host: ProjectHost, path: string, findings: readonly Diagnostic[]) => void;
  /** Open files that nobody edited were checked again. */
  readonly onDependents: () => void;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Checks in the background: the file that was edited first, then the other open ones, then the rest; only what
 * can have changed. It works in short slices, so that a request never waits for a check, and begins again with
 * the next edit.
 */
export class CheckScheduler {
  readonly #checks = new Map<ProjectHost, HostChecks>();
  readonly #events: CheckSchedulerEvents;
  readonly #progress: CheckProgress | undefined;
  readonly #mostAwake: number | undefined;
  readonly #idle: (() => void)[] = [];
  readonly #onSettled: (() => void)[] = [];
  #prepare: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #loudSince: number | undefined;
  #isAwake = false;

  /** `mostAwake` closed files of a project keep their trees. */
  constructor(events: CheckSchedulerEvents, progress?: CheckProgress, mostAwake?: number) {
    this.#events = events;
    this.#progress = progress;
    this.#mostAwake = mostAwake;
  }

  /** What has to be done before each piece of work: taking over what was typed meanwhile. */
  prepareWith(prepare: () => void): void {
    this.#prepare = prepare;
  }

  /** Something changed; `edited` are the paths to check before all others. */
  schedule(host: ProjectHost, edited: readonly string[] = []): void {
    if (host.isDisposed || !host.isChecked) return;
    this.#checksOf(host).changed(edited);
    if (edited.length > 0) this.#wakeInQuiet();
    else this.#wake();
  }

  /** Keeps findings at their words until they are looked for again. */
  edited(host: ProjectHost, path: string, changes: readonly RangeChange[]): void {
    this.#checks.get(host)?.edited(path, changes);
  }

  /** Takes back everything that was said about a project. */
  forget(host: ProjectHost): void {
    const checks = this.#checks.get(host);
    this.#checks.delete(host);
    checks?.stopWaiting();
    for (const path of checks?.paths ?? []) this.#events.onFindings(host, path, []);
  }

  /** Findings as far as they are known. */
  findings(host: ProjectHost): Diagnostic[] {
    const checks = this.#checks.get(host);
    return checks ? [...checks.paths].flatMap((path) => checks.findings(path)) : [];
  }

  /** Findings at one file, in its newest state. What only other files know of it may come later. */
  findingsNow(host: ProjectHost, path: string): Diagnostic[] {
    if (host.isDisposed || !host.isChecked) return [];
    this.#prepare();
    const checks = this.#checksOf(host);
    checks.workOn(path);
    return checks.findings(path);
  }

  /**
   * Resolves when all models of a project were read, a few at a time: for who looks at the whole of it and has time.
   * A project that can't be read is as known as it will be.
   */
  async whenKnown(host: ProjectHost): Promise<void> {
    await host.load().catch(() => undefined);
    if (!host.isLoaded || host.isDisposed || !host.isChecked) return;
    const checks = this.#checksOf(host);
    if (checks.isKnown) return;
    const known = checks.whenKnown();
    this.#wake();
    await known;
  }

  /** Resolves when nothing is left to check. */
  whenIdle(): Promise<void> {
    this.#wake();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Tells when the open files are checked, and when nothing is left to check. */
  onSettled(listener: () => void): void {
    this.#onSettled.push(listener);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#quiet);
    clearImmediate(this.#immediate);
    for (const checks of this.#checks.values()) checks.stopWaiting();
    this.#checks.clear();
  }

  #checksOf(host: ProjectHost): HostChecks {
    const known = this.#checks.get(host);
    if (known) return known;
    const events: HostChecksEvents = {
      ...this.#events,
      onFindings: (paths) => {
        for (const path of paths) this.#events.onFindings(host, path, checks.findings(path));
      },
      onDependents: () => {
        this.#events.onDependents();
        for (const tell of this.#onSettled) tell();
      },
    };
    const checks = new HostChecks(host, events, this.#mostAwake);
    this.#checks.set(host, checks);
    return checks;
  }

  #wakeInQuiet(): void {
    const now = performance.now();
    if (this.#loudSince === undefined || !this.#quiet) this.#loudSince = now;
    if (now - this.#loudSince > MOST_QUIET) return this.#wake();
    clearImmediate(this.#immediate);
    this.#immediate = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#wake(), QUIET);
  }

  #wake(): void {
    clearTimeout(this.#quiet);
    this.#quiet = undefined;
    this.#isAwake = true;
    if (this.#immediate) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#work();
    });
  }

  #work(): void {
    this.#prepare();
    const end = performance.now() + SLICE;
    let wait = Infinity;
    for (const checks of this.#checks.values()) {
      const left = checks.work(end);
      if (left === 0) {
        this.#progress?.report(this.#queued());
        return this.#wake();
      }
      if (left !== undefined) wait = Math.min(wait, left);
    }
    if (wait === Infinity) this.#rest();
    else this.#timer = setTimeout(() => this.#wake(), wait);
  }

  #queued(): number {
    let sum = 0;
    for (const checks of this.#checks.values()) sum += checks.queued;
    return sum;
  }

  #rest(): void {
    this.#progress?.done();
    if (this.#isAwake) for (const tell of this.#onSettled) tell();
    this.#isAwake = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
