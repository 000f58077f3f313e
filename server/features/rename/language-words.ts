import {
  CLAUSE_WORDS,
  FUNCTIONS,
  MEASURES,
  METRICS,
  NOUNS,
  RESERVED_WORDS,
  VOCABULARY,
} from '../../../language/index.ts';

/** Whether a name is also a word of the language, so that it may mean that word at some place. */
export function isWordOfLanguage(name: string): boolean {
  const tables = [NOUNS, CLAUSE_WORDS, RESERVED_WORDS, FUNCTIONS, MEASURES, METRICS, VOCABULARY.verbs];
  return tables.some((table) => table.has(name)) || isInVocabulary(name, [...VOCABULARY.nouns.values(), ...[...VOCABULARY.verbs.values()].flat()]); // prettier-ignore
}

/** Properties, words and names that a place brings are keys somewhere in the vocabulary's tables. */
function isInVocabulary(name: string, words: readonly object[]): boolean {
  const seen = new Set<unknown>();
  const open: unknown[] = [...words];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (typeof each !== 'object' || each === null || seen.has(each)) continue;
    seen.add(each);
    if (Object.hasOwn(each, name)) return true;
    open.push(...(Object.values(each) as unknown[]));
  }
  return false;
}
