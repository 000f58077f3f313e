import type { BodyWord, NounWord, VerbWord } from './word.ts';

/** The words of one area, as its file declares them. */
export interface AreaWords {
  readonly nouns?: readonly NounWord[];
  readonly verbs?: readonly VerbWord[];
}

/** All words of the language, indexed for look-up; made once from the areas' files. */
export class Vocabulary {
  readonly nouns: ReadonlyMap<string, NounWord>;
  /** Verbs by name; the same verb may be declared for several places. */
  readonly verbs: ReadonlyMap<string, readonly VerbWord[]>;
  readonly #nounsIn = new Map<string, NounWord[]>();
  readonly #verbsIn = new Map<string, Map<string, VerbWord>>();

  constructor(areas: readonly AreaWords[]) {
    const nouns = new Map<string, NounWord>();
    const verbs = new Map<string, VerbWord[]>();
    for (const area of areas) {
      for (const noun of area.nouns ?? []) {
        if (nouns.has(noun.noun))
          throw new Error(`The noun ${noun.noun} is declared twice in the vocabulary.`);
        nouns.set(noun.noun, noun);
        for (const place of noun.in) this.#nounsIn.set(place, [...(this.#nounsIn.get(place) ?? []), noun]);
      }
      for (const verb of area.verbs ?? []) {
        verbs.set(verb.verb, [...(verbs.get(verb.verb) ?? []), verb]);
        for (const place of verb.in) {
          const here = this.#verbsIn.get(place) ?? new Map<string, VerbWord>();
          if (here.has(verb.verb)) throw new Error(`The verb ${verb.verb} is declared twice in ${place}.`);
          this.#verbsIn.set(place, here.set(verb.verb, verb));
        }
      }
    }
    this.nouns = nouns;
    this.verbs = verbs;
  }

  nounsIn(place: string): readonly NounWord[] {
    return this.#nounsIn.get(place) ?? [];
  }

  verbsIn(place: string): ReadonlyMap<string, VerbWord> {
    return this.#verbsIn.get(place) ?? NONE;
  }

  /** The verb as it is used in a place: `step` for the verbs after `step name =`. */
  verbIn(place: string, verb: string): VerbWord | undefined {
    return this.#verbsIn.get(place)?.get(verb);
  }

  /** Every clause word of the language. */
  clauseWords(): ReadonlySet<string> {
    const words = new Set<string>();
    const add = (clauses: object): void => Object.keys(clauses).forEach((word) => words.add(word));
    for (const noun of this.nouns.values()) {
      add(noun.clauses);
      if (noun.rows) add(noun.rows.clauses);
    }
    for (const same of this.verbs.values()) same.forEach((verb) => add(verb.clauses));
    return words;
  }
}

const NONE: ReadonlyMap<string, VerbWord> = new Map();

/** The name under which the words of a body are looked up. */
export const placeOf = (word: BodyWord): string =>
  'noun' in word ? (word as NounWord).noun : (word as VerbWord).verb;
