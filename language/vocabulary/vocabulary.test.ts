import { describe, expect, it } from 'vitest';
import { CLAUSE_WORDS, NOUNS, RESERVED_WORDS } from '../generated/words.ts';
import type { Declaration } from '../generated/ast.ts';
import { defaultValue } from '../model/lowering/default-value.ts';
import { AREA_WORDS } from './areas/index.ts';
import { FUNCTIONS, LABEL_FIGURES, MEASURES, METRICS } from './functions.ts';
import { Vocabulary } from './vocabulary.ts';
import { AREAS, type BodyWord, type NounWord, type PropertyWord, type VerbWord } from './word.ts';

const vocabulary = new Vocabulary(AREA_WORDS);
const nouns: readonly NounWord[] = [...vocabulary.nouns.values()];
const verbs: readonly VerbWord[] = [...vocabulary.verbs.values()].flat();
const nameOf = (word: NounWord | VerbWord): string => ('noun' in word ? word.noun : word.verb);

/** Places that are no word: see `in` of a noun or verb. */
const PLACES: ReadonlySet<string> = new Set(['file', 'step', 'on']);

/** Every text that the language reference shows, with where it stands. */
function* docs(): Iterable<readonly [where: string, name: string, doc: string]> {
  for (const word of [...nouns, ...verbs]) {
    const name = nameOf(word);
    yield [name, name, word.doc];
    yield* docsOfBody(name, word);
    for (const [clause, { doc }] of Object.entries(word.clauses)) yield [`${name} ${clause}`, clause, doc];
    if ('verb' in word && word.object) yield [`${name} object`, 'object', word.object.doc];
    if ('choices' in word) yield* entries(name, word.choices);
    if ('flags' in word) yield* entries(name, word.flags);
  }
  for (const each of FUNCTIONS.values()) yield [each.signature, each.name, each.doc];
  for (const each of [...MEASURES.values(), ...METRICS.values(), ...LABEL_FIGURES.values()])
    yield [`measure ${each.name}`, each.name, each.doc];
}

function* docsOfBody(name: string, word: BodyWord): Iterable<readonly [string, string, string]> {
  yield* propertyDocs(name, word.properties);
  yield* entries(name, word.events);
  yield* entries(name, word.names);
  if (word.settings) yield [`${name} settings`, 'settings', word.settings.doc];
  if (word.conditions) yield [`${name} conditions`, 'conditions', word.conditions.doc];
  if (word.shares) yield [`${name} shares`, 'shares', word.shares.doc];
  if (!word.rows) return;
  yield [`${name} rows`, word.rows.row, word.rows.doc];
  yield* entries(`${name} rows`, word.rows.flags);
  yield* propertyDocs(`${name} rows`, word.rows.properties ?? {});
  for (const [clause, { doc }] of Object.entries(word.rows.clauses))
    yield [`${name} rows ${clause}`, clause, doc];
}

function* propertyDocs(
  name: string,
  properties: BodyWord['properties'],
): Iterable<readonly [string, string, string]> {
  for (const [key, property] of Object.entries(properties)) {
    yield [`${name}.${key}`, key, property.doc];
    yield* entries(`${name}.${key}`, property.type.words);
    yield* entries(`${name}.${key}`, property.type.functions);
    for (const [clause, { doc }] of Object.entries(property.clauses ?? {}))
      yield [`${name}.${key} ${clause}`, clause, doc];
  }
}

const entries = (
  where: string,
  words: Readonly<Record<string, string>> | undefined,
): (readonly [string, string, string])[] =>
  Object.entries(words ?? {}).map(([name, doc]) => [`${where}: ${name}`, name, doc]);

const simplified = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

describe('vocabulary', () => {
  it('has every noun of the grammar, and no other', () => {
    expect(nouns.map((word) => word.noun).sort()).toEqual([...NOUNS.keys()].sort());
  });

  it('keeps nouns, verbs and clause words apart', () => {
    const verbNames = [...vocabulary.verbs.keys()];
    expect({
      'nouns that are verbs': verbNames.filter((verb) => vocabulary.nouns.has(verb)),
      'verbs that are clause words': verbNames.filter((verb) => CLAUSE_WORDS.has(verb)),
      'nouns that are clause words': [...NOUNS.keys()].filter((noun) => CLAUSE_WORDS.has(noun)),
    }).toEqual({
      'nouns that are verbs': [],
      'verbs that are clause words': [],
      'nouns that are clause words': [],
    });
  });

  it('explains every word with a sentence', () => {
    const bad = [...docs()].filter(
      ([, name, doc]) => !/[.)]$/u.test(doc.trim()) || simplified(doc) === simplified(name),
    );
    expect(bad.map(([where, , doc]) => `${where} — ${doc}`)).toEqual([]);
  });

  it('has defaults that fit their own type', () => {
    const node = { $type: 'Bucket' } as Declaration;
    const read = (where: string, property: PropertyWord): string | undefined => {
      try {
        return defaultValue(property, node) === undefined ? `${where}: nothing is read` : undefined;
      } catch (error) {
        return `${where}: ${(error as Error).message}`;
      }
    };
    const bad = [...nouns, ...verbs].flatMap((word) =>
      Object.entries(word.properties).flatMap(([name, property]) =>
        property.default === undefined ? [] : (read(`${nameOf(word)}.${name}`, property) ?? []),
      ),
    );
    expect(bad).toEqual([]);
  });

  it('asks for nothing that it gives a default', () => {
    const both = [...nouns, ...verbs].flatMap((word) =>
      Object.entries(word.properties)
        .filter(([, property]) => property.required && property.default !== undefined)
        .map(([name]) => `${nameOf(word)}.${name}`),
    );
    expect(both).toEqual([]);
  });

  it('uses the clause words of the grammar only, and all of them', () => {
    expect([...vocabulary.clauseWords()].sort()).toEqual([...CLAUSE_WORDS].sort());
  });

  it('names places that there are', () => {
    const known = (place: string): boolean =>
      PLACES.has(place) || vocabulary.nouns.has(place) || vocabulary.verbs.has(place);
    const bad = [...nouns, ...verbs].flatMap((word) =>
      word.in.filter((place) => !known(place)).map((place) => `${nameOf(word)} in ${place}`),
    );
    expect(bad).toEqual([]);
  });

  it('refers to kinds that there are', () => {
    const rows = new Set(['feature', 'column', 'parameter', 'item']);
    const bad = [...nouns, ...verbs].flatMap((word) => {
      const types = [
        ...Object.values(word.properties).map((property) => property.type),
        ...Object.values(word.clauses).map((clause) => clause.type),
        ...('verb' in word && word.object ? [word.object.type] : []),
      ];
      return types
        .flatMap((type) => type.kinds ?? [])
        .filter((kind) => !vocabulary.nouns.has(kind) && !rows.has(kind))
        .map((kind) => `${nameOf(word)}: ${kind}`);
    });
    expect(bad).toEqual([]);
  });

  it('leaves the reserved words alone', () => {
    const names = [...docs()].map(([, name]) => name);
    expect(names.filter((name) => RESERVED_WORDS.has(name))).toEqual([]);
  });

  it('has words in every area', () => {
    const used = new Set([...nouns, ...verbs].map((word) => word.area));
    expect(AREAS.filter((area) => !used.has(area))).toEqual([]);
  });
});
