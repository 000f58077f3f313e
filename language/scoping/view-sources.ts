import { Memo } from './memo.ts';
import type { Symbol } from './symbol.ts';
import type { Tracker } from './tracker.ts';

interface Nearest {
  /** Views between. */
  readonly distance: number;
  readonly sources: readonly Symbol[];
}

const NONE: Nearest = { distance: Infinity, sources: [] };

/** What views are computed from, be it through others. Known at once for long chains, too. */
export class ViewSources {
  readonly #referenced: (symbol: Symbol, word: string, kinds: readonly string[]) => readonly Symbol[];
  readonly #standsOnItself: Memo<Symbol, boolean>;
  readonly #nearest: Memo<Symbol, Nearest>;

  /** `referenced` gives the declarations that a clause of the header names. */
  constructor(
    tracker: Tracker,
    referenced: (symbol: Symbol, word: string, kinds: readonly string[]) => readonly Symbol[],
  ) {
    this.#referenced = referenced;
    this.#standsOnItself = new Memo(tracker, true);
    this.#nearest = new Memo(tracker, NONE);
  }

  /** Whether a feature view is computed from itself. */
  standsOnItself(view: Symbol): boolean {
    return this.#standsOnItself.get(view, () => {
      for (const from of this.#referenced(view, 'from', ['features'])) {
        if (from.kind === 'features') this.standsOnItself(from);
      }
      return false;
    });
  }

  /**
   * The sources that a view is computed from with the fewest views between. Each view remembers its own, so that
   * chains and nets of thousands of views are gone through once.
   */
  nearest(view: Symbol): readonly Symbol[] {
    return this.#nearestOf(view).sources;
  }

  #nearestOf(view: Symbol): Nearest {
    return this.#nearest.get(view, () => {
      const from = this.#referenced(view, 'from', ['source', 'features']);
      const sources = from.filter(({ kind }) => kind === 'source');
      if (sources.length > 0) return { distance: 0, sources };
      const behind = from.filter(({ kind }) => kind === 'features').map((each) => this.#nearestOf(each));
      const distance = Math.min(...behind.map((each) => each.distance));
      const nearest = behind.filter((each) => each.distance === distance);
      return { distance: distance + 1, sources: [...new Set(nearest.flatMap((each) => each.sources))] };
    });
  }

  /** The symbol was of a text that was only tried out. */
  forget(view: Symbol): void {
    this.#standsOnItself.forget(view);
    this.#nearest.forget(view);
  }
}
