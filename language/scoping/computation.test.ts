import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Computation } from './computation.ts';
import { Memo } from './memo.ts';
import { Tracker } from './tracker.ts';

/** Numbers by name that computations look at, and how often each computation was done. */
class World {
  readonly tracker = new Tracker();
  readonly done: string[] = [];
  readonly #numbers = new Map<string, number>();

  read(name: string): number {
    this.tracker.read(name);
    return this.#numbers.get(name) ?? 0;
  }

  set(name: string, value: number): void {
    this.#numbers.set(name, value);
    this.tracker.changed(name);
  }

  computation<T>(name: string, compute: () => T, onDoubt?: () => void): Computation<T> {
    const compute_ = (): T => {
      this.done.push(name);
      return compute();
    };
    return new Computation(compute_, onDoubt ? { onDoubt } : {});
  }

  /** What is done until a computation holds. */
  work(computation: Computation<unknown>): string[] {
    this.done.length = 0;
    computation.get(this.tracker);
    return [...this.done];
  }
}

describe('a computation', () => {
  it('is not done again when what it looked at comes out as before', () => {
    const world = new World();
    const sign = world.computation('sign', () => ({ is: Math.sign(world.read('number')) }));
    const text = world.computation('text', () => `sign ${sign.get(world.tracker).is}`);
    expect(world.work(text)).toEqual(['text', 'sign']);
    world.set('number', 5);
    expect(world.work(text)).toEqual(['sign', 'text']);
    world.set('number', 6);
    expect(world.work(text)).toEqual(['sign']);
    expect(world.work(text)).toEqual([]);
  });

  it('does not ask for what it may not need any more', () => {
    const world = new World();
    const which = world.computation('which', () => world.read('which'));
    const costly = world.computation('costly', () => world.read('number'));
    const chosen = world.computation('chosen', () =>
      which.get(world.tracker) === 0 ? costly.get(world.tracker) : 1,
    );
    world.work(chosen);
    world.set('number', 1);
    world.set('which', 1);
    expect(world.work(chosen)).toEqual(['which', 'chosen']);
  });

  it('tells of a doubt once, also when nothing comes of it', () => {
    const world = new World();
    let doubts = 0;
    const sign = world.computation('sign', () => Math.sign(world.read('number')));
    const text = world.computation(
      'text',
      () => `${sign.get(world.tracker)}`,
      () => doubts++,
    );
    world.work(text);
    world.set('number', 0.5);
    world.set('number', 0);
    expect(doubts).toBe(1);
    expect(world.work(text)).toEqual(['sign']);
    world.set('number', 0.25);
    expect(doubts).toBe(2);
    expect(text.get(world.tracker)).toBe('1');
  });

  it('goes through chains of any length', () => {
    const world = new World();
    let last = world.computation('first', () => Math.sign(world.read('number')));
    for (let index = 0; index < 20_000; index++) {
      const before = last;
      last = world.computation(`${index}`, () => before.get(world.tracker) + 1);
      last.get(world.tracker);
    }
    world.set('number', 0);
    expect(world.work(last)).toEqual(['first']);
  });

  it('is done again when it failed while its places were moved', () => {
    const world = new World();
    const text = world.computation('text', () => {
      const number = world.read('number');
      if (world.done.length > 1) throw new Error('broken');
      return number;
    });
    world.work(text);
    expect(() => text.move(world.tracker)).toThrow('broken');
    expect(text.isValid).toBe(false);
    expect(world.work(text)).toEqual(['text']);
  });

  it('that belongs to what is gone may fail when it is in doubt', () => {
    const world = new World();
    const old = world.computation('old', () => {
      if (world.read('gone') === 1) throw new Error('gone');
      return 3;
    });
    const holder = world.computation('holder', () => ({ is: old.get(world.tracker) }));
    const reader = world.computation('reader', () => {
      const { is } = world.read('moved') === 1 ? { is: 7 } : holder.get(world.tracker);
      return is;
    });
    expect(reader.get(world.tracker)).toBe(3);
    world.set('gone', 1);
    expect(() => reader.get(world.tracker)).toThrow('gone');
    world.set('moved', 1);
    expect(reader.get(world.tracker)).toBe(7);
  });
});

/** Each follows from the next one by name; what it is worth is 1 more, and -1 in a circle. */
class Names {
  readonly world = new World();
  readonly #keys = new Map<string, { readonly name: string }>();
  readonly #memo = new Memo<{ readonly name: string }, number>(this.world.tracker, -1);
  readonly #next = new Map<string, string>();

  link(name: string, next: string): void {
    this.#next.set(name, next);
    this.world.tracker.changed(`next of ${name}`);
  }

  worth(name: string): number {
    const key = this.#keys.get(name) ?? { name };
    this.#keys.set(name, key);
    return this.#memo.get(key, () => {
      this.world.tracker.read(`next of ${name}`);
      const next = this.#next.get(name);
      return next === undefined ? 0 : this.worth(next) + 1;
    });
  }
}

describe('what depends on itself', () => {
  it.each([['a'], ['b'], ['c']])('is known again when the circle is opened behind %s', (first) => {
    const names = new Names();
    names.link('a', 'b');
    names.link('b', 'c');
    names.link('c', 'a');
    expect(names.worth(first)).toBe(-1);
    for (const name of ['a', 'b', 'c']) expect(names.worth(name)).toBe(-1);
    names.link('b', 'end');
    expect(names.worth('c')).toBe(3);
    expect(names.worth('b')).toBe(1);
    names.link('b', 'c');
    for (const name of ['c', 'a', 'b']) expect(names.worth(name)).toBe(-1);
  });

  it('is what it would be if nobody had asked before', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const step = fc.record({ link: fc.tuple(name, name), ask: fc.array(name, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const names = new Names();
        const links = new Map<string, string>();
        for (const { link, ask } of steps) {
          names.link(...link);
          links.set(...link);
          for (const each of ask) expect(names.worth(each)).toBe(freshWorth(links, each));
        }
      }),
      { numRuns: 2_000, seed: 20_261_121 },
    );
  });
});

/** What a name is worth in a world in which nobody has asked for anything yet. */
function freshWorth(links: ReadonlyMap<string, string>, name: string): number {
  const names = new Names();
  for (const link of links) names.link(...link);
  return names.worth(name);
}
