/**
 * Something that computations look at. When it changes, those that looked at it, and those that looked at them,
 * are done again when they are next asked for; all others keep their results.
 */
export class Input {
  /**
   * Held weakly: what belonged to a declaration that is gone looks at names that stay, and would stay with them,
   * together with the whole text that it was in.
   */
  #dependents = new Set<WeakRef<Computation<unknown>>>();
  /** With so many, those that are gone are taken out. */
  #enough = 64;

  addDependent(dependent: WeakRef<Computation<unknown>>): void {
    this.#dependents.add(dependent);
    if (this.#dependents.size < this.#enough) return;
    for (const each of this.#dependents) if (!each.deref()) this.#dependents.delete(each);
    this.#enough = Math.max(64, 2 * this.#dependents.size);
  }

  deleteDependent(dependent: WeakRef<Computation<unknown>>): void {
    this.#dependents.delete(dependent);
  }

  /** Those that looked at this; from now on none. */
  takeDependents(): Computation<unknown>[] {
    if (this.#dependents.size === 0) return [];
    const taken = [...this.#dependents].flatMap((each) => each.deref() ?? []);
    this.#dependents.clear();
    return taken;
  }
}

/** A result that is kept as long as nothing that it was made from changes. */
export class Computation<T> extends Input {
  readonly #compute: () => T;
  readonly #onStale: (() => void) | undefined;
  readonly #reads = new Set<Input>();
  readonly #self = new WeakRef<Computation<unknown>>(this);
  #state: 'new' | 'valid' | 'stale' = 'new';
  #value: T | undefined;

  /** `onStale` is told when a result that was there does not hold any more; it must compute nothing. */
  constructor(compute: () => T, onStale?: () => void) {
    super();
    this.#compute = compute;
    this.#onStale = onStale;
  }

  get isValid(): boolean {
    return this.#state === 'valid';
  }

  /** The result if it holds, without looking at it. */
  get known(): T | undefined {
    return this.#state === 'valid' ? this.#value : undefined;
  }

  get(tracker: Tracker): T {
    if (this.#state !== 'valid') this.refresh(tracker);
    tracker.read(this);
    return this.#value as T;
  }

  /** Computes again, and leaves those that looked at the result as they are. */
  refresh(tracker: Tracker): void {
    this.#unlink();
    const value = tracker.record(this.#reads, this.#compute);
    this.#value = value;
    this.#state = 'valid';
    for (const input of this.#reads) input.addDependent(this.#self);
  }

  /** Whether it was true until now. Those that looked at it have to be told by the caller. */
  turnStale(): boolean {
    if (this.#state !== 'valid') return false;
    this.#state = 'stale';
    this.#unlink();
    this.#onStale?.();
    return true;
  }

  /** Nobody asks for this any more: what it was made from does not have to know it. */
  dispose(): void {
    this.#state = 'new';
    this.#value = undefined;
    this.#unlink();
  }

  /**
   * Whether this follows from any input that is known to count; `known` remembers the answers, which hold until
   * the next change. Only a valid computation knows what it was made from.
   */
  dependsOn(known: Map<Input, boolean>): boolean {
    const answer = known.get(this);
    if (answer !== undefined) return answer;
    let depends = false;
    for (const input of this.#reads) {
      depends ||= input instanceof Computation ? input.dependsOn(known) : known.get(input) === true;
      if (depends) break;
    }
    known.set(this, depends);
    return depends;
  }

  #unlink(): void {
    for (const input of this.#reads) input.deleteDependent(this.#self);
    this.#reads.clear();
  }
}

/** Tells all that follow from an input that they are no longer true; with a list, since chains can be long. */
function invalidateDependents(changed: Input): void {
  const open: Input[] = [changed];
  for (let input = open.pop(); input; input = open.pop()) {
    for (const dependent of input.takeDependents()) if (dependent.turnStale()) open.push(dependent);
  }
}

/** Computations that may stand one inside the other before the innermost is taken out and done first. */
const DEEPEST = 150;

/** A computation stands too deep inside others for the stack; it has to be done before them. */
class TooDeep extends Error {
  readonly computation: Computation<unknown>;
  constructor(computation: Computation<unknown>) {
    super('too deep');
    this.computation = computation;
  }
}

/**
 * Lets chains of remembered computations be of any length: one that stands too deep gives up everything that waits
 * for it, is done by itself, and the others begin again, with its result at hand.
 */
class Deepening {
  #depth = 0;
  #deepest = DEEPEST;

  get<T>(computation: Computation<T>, tracker: Tracker): T {
    if (computation.isValid) return computation.get(tracker);
    if (this.#depth >= this.#deepest) throw new TooDeep(computation);
    if (this.#depth > 0) return this.#inside(computation, tracker);
    const waiting = new Set<Computation<unknown>>([computation]);
    try {
      for (;;) {
        const next = [...waiting].at(-1)!;
        const deeper = this.#try(next, tracker);
        if (!deeper) {
          if (next === computation) return computation.get(tracker);
          waiting.delete(next);
        } else {
          // A circle comes back to what waits already. It has an end of its own: whoever is met twice.
          if (waiting.has(deeper)) this.#deepest = Infinity;
          waiting.add(deeper);
        }
      }
    } finally {
      this.#deepest = DEEPEST;
    }
  }

  /** What has to be done before it, if it can't be done yet. */
  #try(computation: Computation<unknown>, tracker: Tracker): Computation<unknown> | undefined {
    try {
      this.#inside(computation, tracker);
      return undefined;
    } catch (error) {
      if (error instanceof TooDeep) return error.computation;
      throw error;
    }
  }

  #inside<T>(computation: Computation<T>, tracker: Tracker): T {
    this.#depth++;
    try {
      return computation.get(tracker);
    } finally {
      this.#depth--;
    }
  }
}

/** Knows which computation is under way, so that what it looks at is remembered. */
export class Tracker {
  /** How many inputs have changed so far. */
  changes = 0;
  readonly deepening = new Deepening();
  readonly #inputs = new Map<string, Input>();
  readonly #open: Set<Input>[] = [];

  /** An input by name, such as `name shop.fraud card`. */
  input(name: string): Input {
    let input = this.#inputs.get(name);
    if (!input) this.#inputs.set(name, (input = new Input()));
    return input;
  }

  /** The computation under way looks at something. */
  read(input: Input | string): void {
    const reads = this.#open.at(-1);
    if (!reads) return;
    reads.add(typeof input === 'string' ? this.input(input) : input);
  }

  /** The computation under way sees itself to it that it notices when something changes. */
  unread(name: string): void {
    const input = this.#inputs.get(name);
    if (input) this.#open.at(-1)?.delete(input);
  }

  changed(name: string): void {
    this.changes++;
    const input = this.#inputs.get(name);
    if (input) invalidateDependents(input);
  }

  /** Computes, and remembers in `reads` what is looked at. */
  record<T>(reads: Set<Input>, compute: () => T): T {
    this.#open.push(reads);
    try {
      return compute();
    } finally {
      this.#open.pop();
    }
  }

  /** Names of inputs with a prefix that somebody has looked at. */
  *named(prefix: string): Iterable<string> {
    for (const name of this.#inputs.keys()) if (name.startsWith(prefix)) yield name;
  }
}

/**
 * Results by key, each a computation of its own. What depends on itself gets the answer for circles, wherever the
 * circle is entered, so that no answer depends on the order of questions.
 */
export class Memo<K extends object, V> {
  readonly #tracker: Tracker;
  readonly #computations = new WeakMap<K, Computation<V>>();
  readonly #open: K[] = [];
  readonly #circular = new Set<K>();
  readonly #onCircle: V;

  constructor(tracker: Tracker, onCircle: V) {
    this.#tracker = tracker;
    this.#onCircle = onCircle;
  }

  get(key: K, compute: () => V): V {
    const start = this.#open.indexOf(key);
    if (start >= 0) {
      for (const each of this.#open.slice(start)) this.#circular.add(each);
      return this.#onCircle;
    }
    let computation = this.#computations.get(key);
    if (!computation) {
      computation = new Computation(() => {
        this.#open.push(key);
        try {
          const value = compute();
          return this.#circular.has(key) ? this.#onCircle : value;
        } finally {
          this.#open.pop();
          this.#circular.delete(key);
        }
      });
      this.#computations.set(key, computation);
    }
    return this.#tracker.deepening.get(computation, this.#tracker);
  }

  /** Nobody asks for this key any more; what its result was made from does not have to know it. */
  forget(key: K): void {
    this.#computations.get(key)?.dispose();
    this.#computations.delete(key);
  }
}
