import type { Action, Entry } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import { article } from '../scoping/value.ts';
import { placeOf, type Vocabulary } from '../vocabulary/vocabulary.ts';
import type { BodyWord } from '../vocabulary/word.ts';
import { capital, listPlaces, nameOfPlace, placeText, RECOVERY, type Place } from './place.ts';
import type { WordChecker } from './word-checker.ts';

/** Reports words that the vocabulary does not know at their place, with what was probably meant. */
export class UnknownWords {
  readonly #vocabulary: Vocabulary;
  readonly #words: WordChecker;

  constructor(vocabulary: Vocabulary, words: WordChecker) {
    this.#vocabulary = vocabulary;
    this.#words = words;
  }

  property(node: Entry, place: Place): void {
    const word = place.word!;
    if (word.settings) {
      if (node.value) this.#words.value(node.value, word.settings.type, place, place.subject);
      return;
    }
    const here = nameOfPlace(place);
    const candidates = this.wordsOf(word);
    const suggestion = suggest(node.name, candidates);
    const known = Object.keys(word.properties);
    place.reader.report({
      code: CODES.unknownWord,
      message: `${capital(article(here))} has no property ${node.name}.`,
      node,
      property: 'name',
      help:
        didYouMean(suggestion) ??
        (known.length > 0 ? `It has ${known.join(', ')}.` : 'It has no properties.'),
      data: { word: node.name, suggestion },
    });
  }

  verb(node: Action, place: Place, where: string): void {
    const candidates =
      where === 'step' || where === RECOVERY
        ? [...this.#vocabulary.verbsIn(where).keys()]
        : place.word
          ? this.wordsOf(place.word)
          : [...this.#vocabulary.nouns.keys()];
    const suggestion = suggest(node.verb, candidates);
    const elsewhere = this.#vocabulary.verbs.get(node.verb);
    const shown = candidates.length > 12 ? [] : candidates;
    const help = elsewhere
      ? `It stands ${listPlaces([...new Set(elsewhere.flatMap((word) => word.in))])}.`
      : (didYouMean(suggestion) ?? (shown.length > 0 ? `Known here: ${shown.join(', ')}.` : undefined));
    place.reader.report({
      code: elsewhere ? CODES.misplaced : CODES.unknownWord,
      message: elsewhere
        ? `${node.verb} can't stand ${placeText(place)}.`
        : `${node.verb} is not a word that is known ${placeText(place)}.`,
      node,
      property: 'verb',
      ...(help ? { help } : {}),
      data: { word: node.verb, suggestion },
    });
  }

  /** Everything that may stand in a body, for "did you mean". */
  wordsOf(word: BodyWord): string[] {
    const place = placeOf(word);
    return [
      ...Object.keys(word.properties),
      ...this.#vocabulary.nounsIn(place).map((noun) => noun.noun),
      ...this.#vocabulary.verbsIn(place).keys(),
    ];
  }
}
