import type { Computation } from './computation.ts';

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
