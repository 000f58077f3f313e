import type { Progress } from './benchmark-request.ts';

/** What a measurement consists of, at most: searches may end earlier. */
export interface ExpectedWork {
  /** Processes that are started. */
  readonly starts: number;
  /** Warm-ups, each with the measurement behind it. */
  readonly cases: number;
  /** Longest that one of them may take, in seconds. */
  readonly caseSeconds: number;
  /** Pairs of a comparison. */
  readonly pairs: number;
}

/** Seconds until it is known how long it really takes here. */
const usual = { start: 1, pair: 0.2 };

/**
 * How long a run still takes: what is left of its plan, in the pace that it has shown so far. It begins with the most
 * that the budget allows, and comes nearer to the truth with each process and each measurement that is over.
 */
export class TimeLeft {
  readonly #works: readonly ExpectedWork[];
  #work = 0;
  #seen = { starts: 0, cases: 0, pairs: 0 };
  /** When the process that starts, the case, or the pairs began; milliseconds. */
  #startBegan: number | undefined;
  #caseBegan: number | undefined;
  #pairsBegan: number | undefined;
  #starts = { count: 0, seconds: 0 };
  #cases = { took: 0, atMost: 0 };

  /** @param works one for each measurement, in order */
  constructor(works: readonly ExpectedWork[]) {
    this.#works = works;
  }

  /** The measurement of this number begins; what the one before did not need falls away. */
  begin(work: number, now: number): void {
    this.#finishStart(now);
    this.#finishCase(now);
    this.#work = work;
    this.#seen = { starts: 0, cases: 0, pairs: 0 };
    this.#pairsBegan = undefined;
  }

  receive(progress: Progress, now: number): void {
    switch (progress.step) {
      case 'started':
        this.#finishStart(now);
        this.#finishCase(now);
        this.#seen.starts++;
        this.#startBegan = now;
        break;
      case 'phase':
        if (progress.phase !== 'warmup') break;
        this.#finishStart(now);
        this.#finishCase(now);
        this.#seen.cases++;
        this.#caseBegan = now;
        break;
      case 'pair':
        this.#finishCase(now);
        this.#seen.pairs = progress.done;
        this.#pairsBegan ??= now;
        break;
      case 'cold':
      case 'placement':
        this.#finishCase(now);
        break;
      default:
        break;
    }
  }

  /** Seconds. */
  left(now: number): number {
    return this.#works
      .slice(this.#work + 1)
      .reduce((sum, work) => sum + this.#whole(work), this.#leftOfThis(now));
  }

  #leftOfThis(now: number): number {
    const work = this.#works[this.#work];
    if (work === undefined) return 0;
    const since = (began: number | undefined): number => (began === undefined ? 0 : (now - began) / 1000);
    const starts = Math.max(0, work.starts - this.#seen.starts) * this.#perStart;
    const cases = Math.max(0, work.cases - this.#seen.cases) * work.caseSeconds * this.#pace;
    const { pairs } = this.#seen;
    const perPair = pairs > 1 ? since(this.#pairsBegan) / (pairs - 1) : usual.pair;
    const ahead = starts + cases + Math.max(0, work.pairs - pairs) * perPair;
    const running =
      (this.#startBegan === undefined ? 0 : Math.max(0, this.#perStart - since(this.#startBegan))) +
      (this.#caseBegan === undefined
        ? 0
        : Math.max(0, work.caseSeconds * this.#pace - since(this.#caseBegan)));
    return ahead + running;
  }

  #whole({ starts, cases, caseSeconds, pairs }: ExpectedWork): number {
    return starts * this.#perStart + cases * caseSeconds * this.#pace + pairs * usual.pair;
  }

  get #perStart(): number {
    return this.#starts.count === 0 ? usual.start : this.#starts.seconds / this.#starts.count;
  }

  /** Share of what a case may take that it really takes. */
  get #pace(): number {
    return this.#cases.atMost === 0 ? 1 : this.#cases.took / this.#cases.atMost;
  }

  #finishStart(now: number): void {
    if (this.#startBegan === undefined) return;
    const { count, seconds } = this.#starts;
    this.#starts = { count: count + 1, seconds: seconds + (now - this.#startBegan) / 1000 };
    this.#startBegan = undefined;
  }

  #finishCase(now: number): void {
    if (this.#caseBegan === undefined) return;
    const atMost = this.#works[this.#work]?.caseSeconds ?? 0;
    this.#cases = {
      took: this.#cases.took + (now - this.#caseBegan) / 1000,
      atMost: this.#cases.atMost + atMost,
    };
    this.#caseBegan = undefined;
  }
}
