import type { Tracker } from '../scoping/tracker.ts';
import { NO_FACTS, type ProjectFacts } from './facts.ts';

const PREFIX = 'file ';

/** Facts about the project's other files; what was computed with a fact is computed again only when that changes. */
export class TrackedFacts {
  /** Remembers what is asked. */
  readonly tracked: ProjectFacts;
  readonly #tracker: Tracker;
  #facts: ProjectFacts = NO_FACTS;

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
    const ask =
      <K extends keyof ProjectFacts>(fact: K) =>
      (path: string): ReturnType<ProjectFacts[K]> => {
        tracker.read(PREFIX + path);
        return this.#facts[fact](path) as ReturnType<ProjectFacts[K]>;
      };
    this.tracked = Object.fromEntries(FACTS.map((fact) => [fact, ask(fact)])) as unknown as ProjectFacts;
  }

  replace(facts: ProjectFacts): void {
    const before = this.#facts;
    this.#facts = facts;
    for (const name of [...this.#tracker.named(PREFIX)]) {
      if (isOther(before, facts, name.slice(PREFIX.length))) this.#tracker.changed(name);
    }
  }
}

const FACTS = Object.keys(NO_FACTS) as (keyof ProjectFacts)[];

/** Most answers are the very same. */
const isOther = (before: ProjectFacts, now: ProjectFacts, path: string): boolean =>
  FACTS.some((fact) => {
    const [one, other] = [before[fact](path), now[fact](path)];
    return one !== other && JSON.stringify(one) !== JSON.stringify(other);
  });
