import {
  VOCABULARY,
  type BodyWord,
  type NounWord,
  type PropertyWord,
  type VerbWord,
} from '../../../language/index.ts';
import type { Candidate } from './candidate.ts';
import { SnippetStops } from './snippet.ts';
import { valueSnippet } from './value-snippet.ts';

type Written = Pick<Candidate, 'insert' | 'isSnippet' | 'goesOn'>;

/** A declaration with its name, required parts and braces, ready to be filled in. */
export function nounSnippet(noun: NounWord, where: string): Written {
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
  if (noun.noun === 'step') return { insert: [...parts, '=', stops.choice(stepVerbs()), '$0'].join(' '), isSnippet: true, goesOn: true }; // prettier-ignore
  if (hasValue) return { insert: [...parts, '=', stops.hole('value')].join(' '), isSnippet: true };
  const head = parts.join(' ');
  // A tensor mostly says all in its line.
  if (!hasBody(noun, noun.noun) || noun.typed === 'required') return { insert: `${head}$0`, isSnippet: true };
  const required = requiredProperties(noun).map(
    ([name, word]) => `\n\t${propertySnippet(name, word, stops)}`,
  );
  return { insert: `${head} {${required.join('')}\n\t$0\n}`, isSnippet: true };
}

/** Most pipelines begin by reading. */
const stepVerbs = (): string[] => {
  const all = [...VOCABULARY.verbsIn('step').keys()];
  return all.includes('read') ? ['read', ...all.filter((verb) => verb !== 'read')] : all;
};

/** A verb with the clause that it can't be without; its object is chosen from the list that opens. */
export function verbSnippet(verb: VerbWord, place: string): Written {
  const [clause] = Object.entries(verb.clauses).filter(([, { required }]) => required);
  if (verb.object) return { insert: `${verb.verb} `, goesOn: true };
  if (clause) return { insert: `${verb.verb} ${clause[0]} `, goesOn: true };
  if (Object.keys(verb.clauses).length > 0 || !hasBody(verb, place)) return {};
  return { insert: `${verb.verb} {\n\t$0\n}`, isSnippet: true };
}

const requiredProperties = ({ properties }: Pick<NounWord, 'properties'>): [string, PropertyWord][] =>
  Object.entries(properties).filter(([, { required }]) => required);

/** `count: 1..4` with what holds without it, or what it can be, to be written over. */
export const propertySnippet = (
  name: string,
  { type, default: byDefault }: PropertyWord,
  stops: SnippetStops,
): string => `${name}: ${byDefault === undefined ? valueSnippet(type, stops, name) : stops.hole(byDefault)}`;

const hasBody = (word: BodyWord, place: string): boolean =>
  Object.keys(word.properties).length > 0 ||
  word.rows !== undefined ||
  word.settings !== undefined ||
  word.conditions !== undefined ||
  word.shares !== undefined ||
  VOCABULARY.nounsIn(place).length > 0 ||
  VOCABULARY.verbsIn(place).size > 0;
