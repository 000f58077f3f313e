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
    this.tracked = Object.fromEntries(
      Object.keys(NO_FACTS).map((fact) => [fact, ask(fact as keyof ProjectFacts)]),
    ) as unknown as ProjectFacts;
  }

  replace(facts: ProjectFacts): void {
    const before = this.#facts;
    this.#facts = facts;
    for (const name of [...this.#tracker.named(PREFIX)]) {
      const path = name.slice(PREFIX.length);
      if (answers(before, path) !== answers(facts, path)) this.#tracker.changed(name);
    }
  }
}

const answers = (facts: ProjectFacts, path: string): string =>
  JSON.stringify(Object.keys(NO_FACTS).map((fact) => facts[fact as keyof ProjectFacts](path) ?? null));
