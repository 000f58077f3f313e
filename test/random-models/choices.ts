import fc, { type GeneratorValue } from 'fast-check';

/** Draws from fast-check, so that a failing model is found again by its seed. */
export class Choices {
  readonly #draw: GeneratorValue;

  constructor(draw: GeneratorValue) {
    this.#draw = draw;
  }

  whole(min: number, max: number): number {
    return this.#draw(fc.integer, { min, max });
  }

  sometimes(): boolean {
    return this.#draw(fc.boolean);
  }

  one<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)]!;
  }

  /** At least one of the items, in their order. */
  some<T>(items: readonly T[]): T[] {
    const kept = items.filter(() => this.sometimes());
    return kept.length > 0 ? kept : [this.one(items)];
  }

  many<T>(min: number, max: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.whole(min, max) }, (_, index) => make(index));
  }
}
