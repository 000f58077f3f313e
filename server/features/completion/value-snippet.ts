import type { ValueType } from '../../../language/index.ts';
import { COLUMN_WORD } from '../../names/plain-words.ts';
import { callText } from './call-form.ts';
import type { SnippetStops } from './snippet.ts';

/** A value of a type to be written over: a choice where there is one, else an example of its form. */
export function valueSnippet(type: ValueType, stops: SnippetStops, name: string): string {
  const item = type.items ?? type;
  const words = Object.keys(item.words ?? {});
  if (words.length > 0 && !item.kinds) return stops.choice(words);
  if (item.library !== undefined || item.file) return `"${stops.hole()}"`;
  const example = exampleOf(item);
  if (example?.startsWith('"')) return `"${stops.hole(example.slice(1, -1))}"`;
  if (example !== undefined) return stops.hole(example);
  const [call] = Object.entries(item.functions ?? {});
  if (call && !item.kinds) return callText(...call, stops);
  const number = NUMBERS.find((each) => takes(item, { is: 'number', number: each }));
  if (number !== undefined) return stops.hole(String(number));
  return isOnlyText(item) ? `"${stops.hole()}"` : stops.hole(name);
}

/** The form of a value that cannot be chosen: `1..4` for a range. */
export function exampleOf({ description, kinds, scope, words }: ValueType): string | undefined {
  if (kinds || scope || words) return undefined;
  const example = /such as (?:`([^`]+)`|("[^"]*"|\S+?)(?:,| or|$))/u.exec(description);
  return example?.[1] ?? example?.[2];
}

/** Whether there is a list to choose a value of the type from. */
export const isChosen = (type: ValueType): boolean =>
  [type.words, type.kinds, type.functions, type.dimension, type.scope].some((each) => each !== undefined) ||
  (type.items ?? type).description === COLUMN_WORD;

/** A name is taken as a word, too; only what has to be quoted is a text and nothing else. */
export const isOnlyText = (type: ValueType): boolean =>
  takes(type, { is: 'text', text: 'x' }) && !takes(type, { is: 'word', word: 'x' });

const NUMBERS = [1, 0];

type Read = Parameters<ValueType['read']>[0];
type Sample = { readonly is: 'number'; readonly number: number } | { readonly is: 'text'; readonly text: string } | { readonly is: 'word'; readonly word: string }; // prettier-ignore

/** Asks the type itself. A type that takes anything hands the value back, which says nothing about it. */
function takes(type: ValueType, sample: Sample): boolean {
  const value = sample as Read;
  const read = type.read(value, () => undefined);
  return read !== undefined && read !== value;
}
