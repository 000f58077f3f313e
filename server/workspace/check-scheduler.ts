import { sortDiagnostics, type Diagnostic } from '../../language/index.ts';
import { shiftRange, type RangeChange } from '../text/shift-range.ts';
import type { ProjectHost } from './project-host.ts';

/** How long the server may work before it looks at what the editor has sent meanwhile, in milliseconds. */
const SLICE = 10;
/** Checks of the resolved model that take longer than this wait for a pause in typing, in milliseconds. */
const FAST = 30;
const PAUSE = 250;

export type PublishFindings = (host: ProjectHost, path: string, findings: readonly Diagnostic[]) => void;

interface HostState {
  /** Files to check, next one first. */
  pending: string[];
  readonly ofFiles: Map<string, readonly Diagnostic[]>;
  ofSystem: Map<string, Diagnostic[]>;
  needsSystem: boolean;
  /** What the last check of the resolved model took, in milliseconds. */
  systemCost: number;
  waitUntil: number;
}

/**
 * Checks in the background: the file that was edited first, then the other open ones, then the rest, then the
 * resolved model. It works in short slices, so that a request never waits for a check, and begins again with
 * the next edit.
 */
export class CheckScheduler {
  readonly #states = new Map<ProjectHost, HostState>();
  readonly #publish: PublishFindings;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #idle: (() => void)[] = [];
  #prepare: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(publish: PublishFindings, onError: (error: unknown, what: string) => void) {
    this.#publish = publish;
    this.#onError = onError;
  }

  /** What has to be done before each piece of work: taking over what was typed meanwhile. */
  prepareWith(prepare: () => void): void {
    this.#prepare = prepare;
  }

  /** Something changed; `first` are the paths to check before all others. */
  schedule(host: ProjectHost, first: readonly string[] = []): void {
    if (host.isDisposed) return;
    const state = this.#stateOf(host);
    state.pending = [...new Set([...first, ...host.openPaths, ...host.project.files.keys()])].filter((path) =>
      host.project.files.has(path),
    );
    state.needsSystem = true;
    state.waitUntil = state.systemCost > FAST ? performance.now() + PAUSE : 0;
    this.#forgetDeleted(host, state);
    this.#wake();
  }

  /** Keeps findings of the resolved model at their words until they are computed again. */
  edited(host: ProjectHost, path: string, changes: readonly RangeChange[]): void {
    const state = this.#states.get(host);
    const known = state?.ofSystem.get(path);
    if (!state || !known) return;
    let kept = known;
    for (const change of changes) {
      kept = kept.flatMap((finding) => {
        const range = shiftRange(finding.range, change);
        return range ? [{ ...finding, range }] : [];
      });
    }
    state.ofSystem.set(path, kept);
  }

  /** Takes back everything that was said about a project. */
  forget(host: ProjectHost): void {
    const state = this.#states.get(host);
    if (!state) return;
    this.#states.delete(host);
    for (const path of pathsOf(state, host)) this.#publish(host, path, []);
  }

  /** Findings as far as they are known. */
  findings(host: ProjectHost): Diagnostic[] {
    const state = this.#states.get(host);
    return state ? [...pathsOf(state, host)].flatMap((path) => this.#merged(host, state, path)) : [];
  }

  /** Resolves when nothing is left to check. */
  whenIdle(): Promise<void> {
    this.#wake();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#states.clear();
  }

  #stateOf(host: ProjectHost): HostState {
    const known = this.#states.get(host);
    if (known) return known;
    const state: HostState = { pending: [], ofFiles: new Map(), ofSystem: new Map(), needsSystem: false, systemCost: 0, waitUntil: 0 }; // prettier-ignore
    this.#states.set(host, state);
    return state;
  }

  #forgetDeleted(host: ProjectHost, state: HostState): void {
    for (const path of pathsOf(state, host)) {
      if (host.project.files.has(path)) continue;
      state.ofFiles.delete(path);
      // Findings may stand at files that are no models, such as the project file; those stay.
      if (path.endsWith('.tenon')) state.ofSystem.delete(path);
      this.#publish(host, path, this.#merged(host, state, path));
    }
    for (const path of host.loadFindings.keys()) this.#publish(host, path, this.#merged(host, state, path));
  }

  #wake(): void {
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
    for (const [host, state] of this.#states) {
      while (state.pending.length > 0) {
        if (performance.now() > end) return this.#wake();
        this.#checkFile(host, state, state.pending.shift()!);
      }
      if (!state.needsSystem) continue;
      const left = state.waitUntil - performance.now();
      if (left <= 0) this.#checkSystem(host, state);
      else wait = Math.min(wait, left);
    }
    if (wait !== Infinity) this.#timer = setTimeout(() => this.#wake(), wait);
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  #checkFile(host: ProjectHost, state: HostState, path: string): void {
    if (!host.project.files.has(path)) return;
    try {
      state.ofFiles.set(path, host.project.checkFile(path));
    } catch (error) {
      state.ofFiles.delete(path);
      this.#onError(error, `checking ${path}`);
    }
    this.#publish(host, path, this.#merged(host, state, path));
  }

  #checkSystem(host: ProjectHost, state: HostState): void {
    state.needsSystem = false;
    const start = performance.now();
    const before = state.ofSystem;
    state.ofSystem = new Map();
    try {
      for (const finding of host.project.checkSystem(host.project.settings.environment)) {
        state.ofSystem.set(finding.file, [...(state.ofSystem.get(finding.file) ?? []), finding]);
      }
    } catch (error) {
      this.#onError(error, 'checking the resolved model');
    }
    state.systemCost = performance.now() - start;
    for (const path of new Set([...before.keys(), ...state.ofSystem.keys()])) {
      this.#publish(host, path, this.#merged(host, state, path));
    }
  }

  #merged(host: ProjectHost, state: HostState, path: string): Diagnostic[] {
    const found = [...(state.ofFiles.get(path) ?? []), ...(state.ofSystem.get(path) ?? [])];
    // What hides nothing is only known when everything was looked at.
    const idle = state.needsSystem ? [] : host.project.checkSuppressions(path, found);
    const graded = host.project.graded([...found, ...idle]);
    return [...(host.loadFindings.get(path) ?? []), ...sortDiagnostics(graded)];
  }
}

const pathsOf = (state: HostState, host: ProjectHost): Set<string> =>
  new Set([...state.ofFiles.keys(), ...state.ofSystem.keys(), ...host.loadFindings.keys()]);
