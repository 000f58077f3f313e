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

/** Files that hold texts: each language has its own. */
const FILES: ReadonlySet<string> = new Set(['path', 'url']);
const isFile = (text: string): boolean => text.startsWith('./');

interface Shown {
  readonly field: string;
  readonly text: string;
}

function shownTexts(value: unknown, field: string, path: readonly string[] = []): Shown[] {
  if (typeof value === 'string') {
    const isName = field === 'name' && path.at(-3) === 'views';
    const isOwnFile = FILES.has(field) && value.startsWith('%');
    return SHOWN.has(field) || isName || isOwnFile ? [{ field: path.join('.'), text: value }] : [];
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

/** Fields of snippets and schemas that are shown. */
const SAID: ReadonlySet<string> = new Set(['title', 'description', 'enumDescriptions']);
/** Names of products. */
const TITLES: ReadonlySet<string> = new Set(['Kubeflow Pipelines', 'Terraform', 'NVIDIA Triton']);

function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return SAID.has(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, Array.isArray(value) ? key : name));
}

const withoutTexts = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (SAID.has(key) && typeof each !== 'object' ? '' : key === 'enumDescriptions' ? [] : each))); // prettier-ignore

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
    const copied = Object.keys(chinese).filter((key) => !/\p{Script=Han}/u.test(chinese[key]!));
    expect(copied.filter((key) => !isFile(chinese[key]!))).toEqual([]);
  });

  it('names files that are there and hold texts in the language, and are the same but for these', () => {
    const keys = Object.keys(chinese).filter((key) => isFile(chinese[key]!));
    expect(keys).toEqual(['file.snippets', 'file.schema']);
    for (const key of keys) {
      const [ours, theirs] = [read(english[key]!), read(chinese[key]!)];
      expect(textsOf(theirs).filter((text) => !/\p{Script=Han}/u.test(text) && !TITLES.has(text))).toEqual(
        [],
      );
      expect(withoutTexts(theirs)).toEqual(withoutTexts(ours));
    }
  });

  it('describe the product as its manifest does', () => {
    expect(english['description']).toBe(manifest['description']);
  });
});
