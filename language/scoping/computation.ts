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

/** Knows which computation is under way, so that what it looks at is remembered. */
export class Tracker {
  /** How many inputs have changed so far. */
  changes = 0;
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
    return computation.get(this.#tracker);
  }

  /** Nobody asks for this key any more; what its result was made from does not have to know it. */
  forget(key: K): void {
    this.#computations.get(key)?.dispose();
    this.#computations.delete(key);
  }
}
