import type { Computation } from './computation.ts';
import type { Tracker } from './tracker.ts';

/** Computations that may stand one inside the other before the innermost is taken out and done first. */
const DEEPEST = 150;

/** A computation stands too deep inside others for the stack; it has to be done before them. */
export class TooDeep extends Error {
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
export class Deepening {
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

/**
 * Something follows from itself, and not all on the way is computed, only looked at. Who is a part of a circle is
 * only seen when all of it is computed, so that is what happens then.
 */
export class CircleInDoubt extends Error {}
