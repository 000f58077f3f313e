import { Memo } from './memo.ts';
import type { Tracker } from './tracker.ts';
import type { Symbol } from './symbol.ts';

interface Member {
  readonly of: Symbol;
  readonly name: string;
}

/**
 * What other files find inside a symbol. Most edits of a declaration change nothing of it, so it is looked up again
 * at once when the declaration changes, and only who found something else has to be done again.
 */
export class MemberLookup {
  readonly #keys = new WeakMap<Symbol, Map<string, Member>>();
  readonly #members: Memo<Member, Symbol | undefined>;
  readonly #templates: Memo<Symbol, Symbol | undefined>;

  constructor(tracker: Tracker) {
    this.#members = new Memo(tracker, undefined, { isEager: true });
    this.#templates = new Memo(tracker, undefined, { isEager: true });
  }

  /** A name declared inside a symbol, as `find` finds it. */
  member(of: Symbol, name: string, find: () => Symbol | undefined): Symbol | undefined {
    let keys = this.#keys.get(of);
    if (!keys) this.#keys.set(of, (keys = new Map<string, Member>()));
    let key = keys.get(name);
    if (!key) keys.set(name, (key = { of, name }));
    return this.#members.get(key, find);
  }

  /** The template that a symbol is made from, as `find` finds it. */
  template(of: Symbol, find: () => Symbol | undefined): Symbol | undefined {
    return this.#templates.get(of, find);
  }
}
