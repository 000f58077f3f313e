import type { Reader } from '../scoping/reader.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { article } from '../scoping/value.ts';
import { placeOf } from '../vocabulary/vocabulary.ts';
import type { BodyWord } from '../vocabulary/word.ts';

/** Where a statement stands: which words may be used, which names are seen. */
export interface Place {
  /** Word whose body this is; undefined at the top of a file. */
  readonly word: BodyWord | undefined;
  /** The innermost element with a name. */
  readonly around: Symbol | undefined;
  /** What expressions over rows and metrics are about: the step, source or view. */
  readonly subject: Symbol | undefined;
  readonly reader: Reader;
  /** Names that the words around bring for expressions inside them, with their meaning. */
  readonly names: Readonly<Record<string, string>>;
}

/** What is seen inside the body of a word. */
export const insideWord = (place: Place, word: BodyWord): Place => ({
  ...place,
  word,
  names: word.names ? { ...place.names, ...word.names } : place.names,
});

/** The place of a body of recovery actions, after `on event` and `then`. */
export const RECOVERY = 'on';

export const nameOfPlace = (place: Place): string => (place.word ? placeOf(place.word) : 'file');

export const placeText = (place: Place): string =>
  place.word ? `in ${article(placeOf(place.word))}` : 'at the top of a file';

export const listPlaces = (places: readonly string[]): string => places.map(describePlace).join(' or ');

function describePlace(place: string): string {
  if (place === 'file') return 'at the top of a file';
  if (place === 'step') return 'after step name =';
  return place === RECOVERY ? 'after "on failure" and "then"' : `in ${article(place)}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
