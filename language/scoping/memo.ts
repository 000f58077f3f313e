import { Computation, type ComputationOptions } from './computation.ts';
import { CircleInDoubt } from './deepening.ts';
import type { Tracker } from './tracker.ts';

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
