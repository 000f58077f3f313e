import { raiseDoubts } from './computation.ts';
import { Deepening } from './deepening.ts';
import { Input } from './input.ts';

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
