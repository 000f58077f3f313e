import type { Computation } from './computation.ts';

type Dependent = WeakRef<Computation<unknown>>;

/** So many stand in a list, which is a fraction of the size of a set. */
const FEW = 8;

/**
 * Something that computations look at. When it changes, those that looked at it are done again when they are next
 * asked for. Those that looked at their results are done again only if a result is another one than before.
 */
export class Input {
  /**
   * One, as for most inputs, a few, or many. Held weakly: what belonged to a declaration that is gone looks at names
   * that stay, and would stay with them, together with the whole text that it was in.
   */
  #dependents: Dependent | Dependent[] | Set<Dependent> | undefined;
  /** With so many, those that are gone are taken out. */
  #enough = 64;

  addDependent(dependent: Dependent): void {
    const known = this.#dependents;
    if (known === undefined || known === dependent) this.#dependents = dependent;
    else if (known instanceof Set) {
      known.add(dependent);
      if (known.size >= this.#enough) this.#dropGone(known);
    } else if (known instanceof WeakRef) this.#dependents = [known, dependent];
    else if (!known.includes(dependent)) {
      // A list that is pushed to keeps room for many more.
      this.#dependents = known.length < FEW ? [...known, dependent] : new Set([...known, dependent]);
    }
  }

  #dropGone(known: Set<Dependent>): void {
    for (const each of known) if (!each.deref()) known.delete(each);
    this.#enough = Math.max(64, 2 * known.size);
  }

  deleteDependent(dependent: Dependent): void {
    const known = this.#dependents;
    if (known === dependent) this.#dependents = undefined;
    else if (known instanceof Set) known.delete(dependent);
    else if (Array.isArray(known) && known.includes(dependent))
      this.#dependents = known.filter((each) => each !== dependent);
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
