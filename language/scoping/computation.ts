import { CircleInDoubt, TooDeep } from './deepening.ts';
import { Input } from './input.ts';
import { sameValue } from './same-value.ts';
import type { Tracker } from './tracker.ts';

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
  /** Only one other looks at it, which can {@link Computation.absorb} it. */
  readonly isPart?: boolean;
}

const NOTHING: readonly Input[] = [];

/** A result that is kept as long as nothing that it was made from changes. */
export class Computation<T> extends Input {
  readonly #compute: () => T;
  readonly #onDoubt: (() => void) | undefined;
  readonly isEager: boolean;
  readonly #isPart: boolean;
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

  constructor(compute: () => T, { onDoubt, isEager = false, isPart = false }: ComputationOptions = {}) {
    super();
    this.#compute = compute;
    this.#onDoubt = onDoubt;
    this.isEager = isEager;
    this.#isPart = isPart;
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
    // Should it fail, nothing holds any more, also of a result that only was to move.
    if (!isNew) this.#state = 'stale';
    this.#unlink();
    const wasBusy = this.#isBusy;
    this.#isBusy = true;
    try {
      const reads = new Set<Input>();
      const value = tracker.record(reads, this.#compute);
      this.#link(reads);
      if (isNew || !sameValue(this.#value, value)) {
        this.#value = value;
        this.#changedAt = tracker.changes;
      }
    } finally {
      this.#isBusy = wasBusy;
    }
    this.#hold(tracker);
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

  /**
   * Forgets the parts that it was made from, and remembers what they were made from instead: so it still learns when it
   * does not hold any more. Only a result that holds can.
   */
  absorb(tracker: Tracker): void {
    if (this.#state !== 'valid') return;
    const reads = new Set<Input>();
    const parts: Computation<unknown>[] = [];
    const open: Input[] = [...this.#reads].reverse();
    for (let input = open.pop(); input; input = open.pop()) {
      if (input instanceof Computation && input.#isPart && input.#state === 'valid') {
        open.push(...[...input.#reads].reverse());
        parts.push(input);
      } else reads.add(input);
    }
    if (parts.length === 0) return;
    this.#unlink();
    this.#link(reads);
    this.#hold(tracker);
    for (const part of parts) part.dispose();
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

  #link(reads: Iterable<Input>): void {
    this.#reads = [...reads];
    for (const input of this.#reads) input.addDependent(this.#self);
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

interface Doubt {
  readonly computation: Computation<unknown>;
  readonly reads: readonly Input[];
  next: number;
}

/** Tells all that follow from an input that they may no longer be true; with lists, since chains can be long. */
export function raiseDoubts(changed: Input, tracker: Tracker): void {
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
