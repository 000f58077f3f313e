import { sameValue } from './same-value.ts';

/**
 * Something that computations look at. When it changes, those that looked at it are done again when they are next
 * asked for. Those that looked at their results are done again only if a result is another one than before.
 */
export class Input {
  /**
   * One, as for most inputs, or several. Held weakly: what belonged to a declaration that is gone looks at names that
   * stay, and would stay with them, together with the whole text that it was in.
   */
  #dependents: WeakRef<Computation<unknown>> | Set<WeakRef<Computation<unknown>>> | undefined;
  /** With so many, those that are gone are taken out. */
  #enough = 64;

  addDependent(dependent: WeakRef<Computation<unknown>>): void {
    const known = this.#dependents;
    if (known === undefined || known === dependent) this.#dependents = dependent;
    else if (known instanceof Set) {
      known.add(dependent);
      if (known.size >= this.#enough) this.#dropGone(known);
    } else this.#dependents = new Set([known, dependent]);
  }

  #dropGone(known: Set<WeakRef<Computation<unknown>>>): void {
    for (const each of known) if (!each.deref()) known.delete(each);
    this.#enough = Math.max(64, 2 * known.size);
  }

  deleteDependent(dependent: WeakRef<Computation<unknown>>): void {
    if (this.#dependents === dependent) this.#dependents = undefined;
    else if (this.#dependents instanceof Set) this.#dependents.delete(dependent);
  }

  /** Those that looked at this. */
  *dependents(): Iterable<Computation<unknown>> {
    const known = this.#dependents ?? [];
    for (const each of known instanceof WeakRef ? [known] : known) {
      const dependent = each.deref();
      if (dependent) yield dependent;
    }
  }
}

/** What is known of a result: that it holds, that it may not (something behind it changed), or that it does not. */
type State = 'new' | 'valid' | 'doubtful' | 'stale';

export interface ComputationOptions {
  /** Told when a result that was there may not hold any more; it must compute nothing. */
  readonly onDoubt?: () => void;
  /**
   * It is done again as soon as something changes that it looked at, so that nobody doubts who looked at it when it
   * comes out as before: for what is quickly done and looked at by many.
   */
  readonly isEager?: boolean;
}

const NOTHING: readonly Input[] = [];

/** A result that is kept as long as nothing that it was made from changes. */
export class Computation<T> extends Input {
  readonly #compute: () => T;
  readonly #onDoubt: (() => void) | undefined;
  readonly isEager: boolean;
  #reads: readonly Input[] = NOTHING;
  readonly #self = new WeakRef<Computation<unknown>>(this);
  #state: State = 'new';
  #value: T | undefined;
  /** Counts of {@link Tracker.changes}: when the result last became another one, and when it was last known to hold. */
  #changedAt = 0;
  #heldAt = 0;
  /** The result follows from itself, so it can't be told from what it looked at whether it holds. */
  isCircular = false;
  /** It is looked at whether the result holds, or it is computed: what it asks for can't wait for it. */
  #isBusy = false;

  constructor(compute: () => T, { onDoubt, isEager = false }: ComputationOptions = {}) {
    super();
    this.#compute = compute;
    this.#onDoubt = onDoubt;
    this.isEager = isEager;
  }

  get isValid(): boolean {
    return this.#state === 'valid';
  }

  /** The result if it holds, without looking at it. */
  get known(): T | undefined {
    return this.#state === 'valid' ? this.#value : undefined;
  }

  get(tracker: Tracker): T {
    this.update(tracker);
    tracker.read(this);
    return this.#value as T;
  }

  /** Sees to it that the result holds; gives whether it had to be computed. */
  update(tracker: Tracker): boolean {
    if (this.#state === 'doubtful' && this.#isBusy) throw new CircleInDoubt();
    if (this.#state === 'doubtful') Computation.#resolveDoubt(this, tracker);
    if (this.#state === 'valid') return false;
    this.#refresh(tracker);
    return true;
  }

  /** When the result last became another one, by {@link Tracker.changes}. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** Does it again; whether it is another one than then. What fails now is done again when it is asked for. */
  hasChanged(since: number, tracker: Tracker): boolean {
    try {
      this.update(tracker);
      return this.#changedAt !== since;
    } catch {
      return true;
    }
  }

  /** Computes again. A result that is the same as before is nothing new to those that looked at it. */
  #refresh(tracker: Tracker): void {
    const isNew = this.#state === 'new';
    const { changes } = tracker;
    this.#unlink();
    const wasBusy = this.#isBusy;
    this.#isBusy = true;
    try {
      const reads = new Set<Input>();
      const value = tracker.record(reads, this.#compute);
      this.#reads = [...reads];
      if (isNew || !sameValue(this.#value, value)) {
        this.#value = value;
        this.#changedAt = tracker.changes;
      }
    } finally {
      this.#isBusy = wasBusy;
    }
    this.#hold(tracker);
    for (const input of this.#reads) input.addDependent(this.#self);
    // Something became known meanwhile that nobody could foresee, such as a name in a broken text.
    if (tracker.changes !== changes && this.doubt('stale')) raiseDoubts(this, tracker);
  }

  /** Takes over a result whose places have moved; those that looked at it see to places themselves. */
  move(tracker: Tracker): void {
    const changedAt = this.#changedAt;
    this.#refresh(tracker);
    this.#changedAt = changedAt;
  }

  /** An input changed that it looked at, or one behind it. Gives whether the result held until now. */
  doubt(state: 'stale' | 'doubtful'): boolean {
    const held = this.#state === 'valid';
    if (held || this.#state === 'doubtful')
      this.#state = this.isCircular || state === 'stale' ? 'stale' : 'doubtful';
    if (held) this.#onDoubt?.();
    return held;
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
    // What depends on itself asks again.
    known.set(this, depends);
    for (const input of this.#reads) {
      depends ||= input instanceof Computation ? input.dependsOn(known) : known.get(input) === true;
      if (depends) break;
    }
    known.set(this, depends);
    return depends;
  }

  #hold(tracker: Tracker): void {
    this.#state = 'valid';
    this.#heldAt = tracker.changes;
  }

  /** Whether the result is another one than at a time, as far as that can be known now. */
  #isOther(since: number, tracker: Tracker): boolean {
    if (this.#state === 'stale') {
      try {
        this.#refresh(tracker);
      } catch (error) {
        // What belonged to a declaration that is gone may fail; whoever asked for it asks for something else now.
        if (error instanceof TooDeep || error instanceof CircleInDoubt) throw error;
      }
    }
    return this.#state !== 'valid' || this.#changedAt > since;
  }

  #unlink(): void {
    for (const input of this.#reads) input.deleteDependent(this.#self);
    this.#reads = NOTHING;
  }

  /**
   * Goes through what a result was made from, in the order in which it was asked for, until something is another
   * than it was. With a list instead of the stack, since chains can be long.
   */
  static #resolveDoubt(root: Computation<unknown>, tracker: Tracker): void {
    const open: Doubt[] = [];
    const begin = (computation: Computation<unknown>): void => {
      computation.#isBusy = true;
      open.push({ computation, reads: computation.#reads, next: 0 });
    };
    begin(root);
    tracker.doubts++;
    try {
      for (let top = open.at(-1); top; top = open.at(-1)) {
        const { computation } = top;
        const read = top.reads[top.next];
        if (computation.#state === 'doubtful' && read) {
          if (!(read instanceof Computation)) top.next++;
          else if (read.#isBusy) throw new CircleInDoubt();
          else if (read.#state === 'doubtful') begin(read);
          else if (read.#isOther(computation.#heldAt, tracker)) computation.#state = 'stale';
          else top.next++;
          continue;
        }
        if (computation.#state === 'doubtful') computation.#hold(tracker);
        computation.#isBusy = false;
        open.pop();
      }
    } catch (error) {
      if (!(error instanceof CircleInDoubt)) throw error;
      for (const { computation } of open) computation.#state = 'stale';
    } finally {
      tracker.doubts--;
      for (const { computation } of open) computation.#isBusy = false;
    }
  }
}

/**
 * Something follows from itself, and not all on the way is computed, only looked at. Who is a part of a circle is
 * only seen when all of it is computed, so that is what happens then.
 */
class CircleInDoubt extends Error {}

interface Doubt {
  readonly computation: Computation<unknown>;
  readonly reads: readonly Input[];
  next: number;
}

/** Tells all that follow from an input that they may no longer be true; with lists, since chains can be long. */
function raiseDoubts(changed: Input, tracker: Tracker): void {
  const open: Computation<unknown>[] = [];
  const eager: { readonly computation: Computation<unknown>; readonly since: number }[] = [];
  const doubtAll = (dependents: Iterable<Computation<unknown>>, state: 'stale' | 'doubtful'): void => {
    for (const each of dependents) {
      if (!each.doubt(state)) continue;
      if (each.isEager) eager.push({ computation: each, since: each.changedAt });
      else open.push(each);
    }
  };
  doubtAll(changed.dependents(), 'stale');
  for (;;) {
    for (let next = open.pop(); next; next = open.pop()) doubtAll(next.dependents(), 'doubtful');
    const next = eager.shift();
    if (!next) return;
    if (next.computation.hasChanged(next.since, tracker)) doubtAll(next.computation.dependents(), 'doubtful');
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
  /** How many doubts are under way, one inside the other. */
  doubts = 0;
  readonly deepening = new Deepening();
  readonly #inputs = new Map<string, Input>();
  readonly #open: Set<Input>[] = [];

  /** An input by name, such as `name shop.fraud card`. */
  input(name: string): Input {
    let input = this.#inputs.get(name);
    if (!input) this.#inputs.set(name, (input = new Input()));
    return input;
  }

  /** Somebody wants to know what is looked at. */
  get isComputing(): boolean {
    return this.#open.length > 0;
  }

  /** The computation under way looks at something. */
  read(input: Input | string): void {
    const reads = this.#open.at(-1);
    if (!reads) return;
    reads.add(typeof input === 'string' ? this.input(input) : input);
  }

  /** What is looked at here is no part of the computation under way. */
  apart<T>(work: () => T): T {
    return this.record(new Set(), work);
  }

  /** The computation under way sees itself to it that it notices when something changes. */
  unread(name: string): void {
    const input = this.#inputs.get(name);
    if (input) this.#open.at(-1)?.delete(input);
  }

  changed(name: string | Input): void {
    this.changes++;
    const input = typeof name === 'string' ? this.#inputs.get(name) : name;
    if (input) raiseDoubts(input, this);
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
  readonly #options: Pick<ComputationOptions, 'isEager'>;

  constructor(tracker: Tracker, onCircle: V, options: Pick<ComputationOptions, 'isEager'> = {}) {
    this.#tracker = tracker;
    this.#onCircle = onCircle;
    this.#options = options;
  }

  get(key: K, compute: () => V): V {
    const start = this.#open.indexOf(key);
    if (start >= 0) {
      if (this.#tracker.doubts > 0) throw new CircleInDoubt();
      for (const each of this.#open.slice(start)) this.#circular.add(each);
      // Whoever closes the circle has to know when it is opened elsewhere.
      this.#tracker.read(this.#computations.get(key)!);
      return this.#onCircle;
    }
    let computation = this.#computations.get(key);
    if (!computation) {
      const created: Computation<V> = new Computation(() => {
        this.#open.push(key);
        try {
          const value = compute();
          const isCircular = this.#circular.has(key);
          created.isCircular = isCircular;
          return isCircular ? this.#onCircle : value;
        } finally {
          this.#open.pop();
          this.#circular.delete(key);
        }
      }, this.#options);
      computation = created;
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
