import { VOCABULARY, type NounWord, type PropertyWord, type ValueType } from '../../../language/index.ts';
import type { Candidate } from './candidate.ts';
import { SnippetStops } from './snippet.ts';

/** A declaration with its name, required parts and braces, ready to be filled in. */
export function nounSnippet(
  noun: NounWord,
  where: string,
): Pick<Candidate, 'insert' | 'isSnippet' | 'goesOn'> {
  // Inside an environment the name of an element that is there follows.
  if (where === 'environment') return { insert: `${noun.noun} `, goesOn: true };
  const stops = new SnippetStops();
  const parts = [noun.noun];
  if (noun.choices) parts.push(stops.choice(Object.keys(noun.choices)));
  else if (noun.name === 'required') parts.push(stops.hole('name'));
  if (noun.typed === 'required') parts.push(':', stops.hole('float32'));
  for (const [word, clause] of Object.entries(noun.clauses)) {
    if (clause.required) parts.push(word, valueSnippet(clause.type, stops, word));
  }
  // What takes clauses, too, mostly has these instead of a value.
  const hasValue = noun.value !== undefined && Object.keys(noun.clauses).length === 0;
  if (noun.noun === 'step' || hasValue) return { insert: [...parts, '= $0'].join(' '), isSnippet: true };
  const head = parts.join(' ');
  // A tensor mostly says all in its line.
  if (!hasBody(noun) || noun.typed === 'required') return { insert: `${head}$0`, isSnippet: true };
  const required = requiredProperties(noun).map(
    ([name, word]) => `\n\t${propertySnippet(name, word, stops)}`,
  );
  return { insert: `${head} {${required.join('')}\n\t$0\n}`, isSnippet: true };
}

export const requiredProperties = ({ properties }: Pick<NounWord, 'properties'>): [string, PropertyWord][] =>
  Object.entries(properties).filter(([, { required }]) => required);

/** `count: 1..4` with what holds without it, or what it can be, to be written over. */
export const propertySnippet = (
  name: string,
  { type, default: byDefault }: PropertyWord,
  stops: SnippetStops,
): string => `${name}: ${byDefault === undefined ? valueSnippet(type, stops, name) : stops.hole(byDefault)}`;

/** A value of a type to be written over: a choice where there is one, else an example of its form. */
function valueSnippet(type: ValueType, stops: SnippetStops, name: string): string {
  const item = type.items ?? type;
  const words = Object.keys(item.words ?? {});
  if (words.length > 0 && !item.kinds) return stops.choice(words);
  if (item.library !== undefined || item.file) return `"${stops.hole()}"`;
  const example = exampleOf(item);
  if (example !== undefined) return stops.hole(example);
  const [call] = Object.keys(item.functions ?? {});
  if (call !== undefined && !item.kinds) return `${call}("${stops.hole()}")`;
  return stops.hole(name);
}

/** The form of a value that cannot be chosen: `1..4` for a range. */
export function exampleOf({ description, kinds, scope, words }: ValueType): string | undefined {
  if (kinds || scope || words) return undefined;
  const example = /such as (?:`([^`]+)`|("[^"]*"|\S+?)(?:,| or|$))/u.exec(description);
  return example?.[1] ?? example?.[2];
}

const hasBody = (noun: NounWord): boolean =>
  Object.keys(noun.properties).length > 0 ||
  noun.rows !== undefined ||
  noun.settings !== undefined ||
  noun.conditions !== undefined ||
  noun.shares !== undefined ||
  VOCABULARY.nounsIn(noun.noun).length > 0 ||
  VOCABULARY.verbsIn(noun.noun).size > 0;
