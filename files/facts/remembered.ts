import type { FactProblem } from '../../language/index.ts';
import { LATE, withinTime } from '../disk/time-limit.ts';

export interface Versioned<T> {
  readonly version: string;
  readonly fact: T;
}

/**
 * Facts by path, each with the version of the file that it was read from. A look that takes longer than
 * the limit gives a problem; while it is still under way, nobody waits for it again.
 */
export class Remembered<T> {
  readonly #known = new Map<string, Versioned<T>>();
  readonly #running = new Map<string, Promise<Versioned<T>>>();
  readonly #late = new Set<string>();
  readonly #timeLimit: number;
  readonly #signal: AbortSignal | undefined;

  constructor(timeLimit: number, signal: AbortSignal | undefined) {
    this.#timeLimit = timeLimit;
    this.#signal = signal;
  }

  async read(
    path: string,
    look: (known: Versioned<T> | undefined) => Promise<Versioned<T>>,
  ): Promise<T | { problem: FactProblem }> {
    const running = this.#running.get(path);
    // The drive has not answered to the last question yet.
    if (running && this.#late.has(path)) return { problem: late };
    const work = running ?? this.#start(path, look(this.#known.get(path)));
    const answer = await withinTime(work, this.#timeLimit, this.#signal);
    if (answer !== LATE) return answer.fact;
    this.#late.add(path);
    return { problem: late };
  }

  #start(path: string, work: Promise<Versioned<T>>): Promise<Versioned<T>> {
    const done = work
      .then((versioned) => {
        this.#known.set(path, versioned);
        return versioned;
      })
      .finally(() => {
        this.#running.delete(path);
        this.#late.delete(path);
      });
    this.#running.set(path, done);
    return done;
  }
}

const late: FactProblem = {
  code: 'late',
  message: 'The file was not read in time: its drive does not answer.',
  hint: 'Check that the drive is connected, then check the project again.',
};
