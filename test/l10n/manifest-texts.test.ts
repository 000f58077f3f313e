import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../..', path), 'utf8'));

type Texts = Readonly<Record<string, string>>;
const manifest = read('package.json') as Readonly<Record<string, unknown>>;
const english = read('package.nls.json') as Texts;
const chinese = read('package.nls.zh-cn.json') as Texts;

/** Fields of the manifest that people read. */
const SHOWN: ReadonlySet<string> = new Set([
  'title', 'shortTitle', 'description', 'markdownDescription', 'contents', 'altText', 'label', 'contextualTitle',
  'enumDescriptions', 'markdownEnumDescriptions', 'deprecationMessage', 'markdownDeprecationMessage',
]); // prettier-ignore

interface Shown {
  readonly field: string;
  readonly text: string;
}

function shownTexts(value: unknown, field: string, path: readonly string[] = []): Shown[] {
  if (typeof value === 'string') {
    const isName = field === 'name' && path.at(-3) === 'views';
    return SHOWN.has(field) || isName ? [{ field: path.join('.'), text: value }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    Array.isArray(value) ? shownTexts(each, field, path) : shownTexts(each, key, [...path, key]),
  );
}

const shown = [
  ...shownTexts(manifest['contributes'], '', ['contributes']),
  ...shownTexts(manifest['capabilities'], '', ['capabilities']),
];
const keys = new Set(shown.flatMap(({ text }) => /^%(.+)%$/u.exec(text)?.[1] ?? []));

/** What a translation must keep: links with their commands, code, and the names of the product. */
const kept = (text: string): string[] =>
  [...text.matchAll(/\]\([^)]*\)|`[^`]*`|\bTenon\b/gu)].map(([each]) => each).sort();

describe('the texts of the manifest', () => {
  it('are keys, but for the name of the product', () => {
    expect(keys.size).toBeGreaterThan(50);
    const written = shown.filter(({ text }) => !/^%.+%$/u.test(text) && text !== 'Tenon');
    expect(written).toEqual([]);
  });

  it.each([
    ['English', english],
    ['Chinese', chinese],
  ])('are all there in %s, and no others', (_, texts) => {
    // The description of the product is a text here, because npm shows it, and a key in the package.
    const wanted = [...keys, 'description'].sort();
    expect(Object.keys(texts).sort()).toEqual(wanted);
  });

  it('keep links, code and names in every language', () => {
    const different = Object.keys(english).filter(
      (key) => kept(english[key]!).join() !== kept(chinese[key] ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('are translated, not copied', () => {
    expect(Object.keys(chinese).filter((key) => !/\p{Script=Han}/u.test(chinese[key]!))).toEqual([]);
  });

  it('describe the product as its manifest does', () => {
    expect(english['description']).toBe(manifest['description']);
  });
});
