import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../language/index.ts';
import { wordsOfLanguage, wordsUsed } from './vocabulary-use.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);
const GALLERY = new URL('gallery/', EXAMPLES);
const page = readFileSync(new URL('README.md', GALLERY), 'utf8');

/** Rows of the tables that end with a link to a system: what is shown, how it is written, where. */
const rows = [...page.matchAll(/^\| ([^|]+) \| (.+) \| \[[\w-]+\]\(([\w-]+\.tenon)\) \|$/gmu)].map(
  ([, what, written, path]) => ({
    what: what!,
    words: [...written!.matchAll(/`([^`]+)`/gu)].map(([, word]) => word!),
    path: path!,
  }),
);

const textOf = (path: string): string => readFileSync(new URL(path, GALLERY), 'utf8');

/** A whole word, with any number of spaces where the formatter has aligned something. */
function isIn(text: string, word: string): boolean {
  const pattern = word
    .replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll(/\s+/gu, String.raw`\s+`);
  return new RegExp(String.raw`(?<![\w.])${pattern}(?!\w)`, 'u').test(text);
}

/** Words that no example shows, with the reason. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  runtime: 'Only the built-in library declares runtimes.',
};

/** The longest time of a step is one idea with one meaning at every verb; a few verbs show it. */
const isTimeoutOfStep = (word: string): boolean => word.endsWith(' in step.timeout');

describe('index of the gallery', () => {
  it('has a row for each thing that the language promises', () => {
    expect(rows.length).toBeGreaterThan(110);
    expect(rows.filter(({ words }) => words.length === 0)).toEqual([]);
  });

  it.each(rows)('$what is shown in $path', ({ words, path }) => {
    const text = textOf(path);
    expect(words.filter((word) => !isIn(text, word))).toEqual([]);
  });

  it('names every system', () => {
    const named = [...page.matchAll(/^\| \[[\w-]+\]\(([\w-]+\.tenon)\) \|/gmu)].map(([, path]) => path);
    expect(named).toEqual(
      readdirSync(GALLERY)
        .filter((path) => /\w\.tenon$/u.test(path))
        .sort(),
    );
  });
});

describe('examples', () => {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\w\.tenon$/u.test(path))
    .map((path) => parseFile(readFileSync(new URL(path.replaceAll('\\', '/'), EXAMPLES), 'utf8')).file);
  const used = wordsUsed(files);
  const unused = wordsOfLanguage().filter((word) => !used.has(word));

  it('show every noun, verb and property of the vocabulary', () => {
    expect(unused.filter((word) => !Object.hasOwn(NOT_SHOWN, word) && !isTimeoutOfStep(word))).toEqual([]);
  });

  it('show what is not listed as not shown', () => {
    expect(Object.keys(NOT_SHOWN).filter((word) => !unused.includes(word))).toEqual([]);
    expect([...used].some(isTimeoutOfStep)).toBe(true);
  });
});
