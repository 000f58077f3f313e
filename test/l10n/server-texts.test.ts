import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { keyOf, placeholders, visitSources, type FoundText } from './texts-in-sources.ts';

const chinese = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../server/text/zh-cn.json'), 'utf8'),
) as Record<string, string>;

/** Where the server speaks of its own accord. What rules say is translated by itself. */
const SPEAKERS = [
  'server/features/code-actions/*.ts',
  'server/features/code-lens/*.ts',
  'server/features/rename/*.ts',
  'server/measurements/measured-findings.ts',
  'server/refactorings/*.ts',
  'server/workspace/check-progress.ts',
];

/** Literals that look like sentences and are parts of models, or of texts that are put together. */
const NO_TEXTS =
  /^\{0\}(?:\{1\}|\/\/)|^\{0\} (?:as|and|here|everywhere|:|\{1\})|^\{0\} similar declarations$|\{1\} \}$|^Change to \{0\}\{1\}$|^Move \{0\} to \{1\}\{2\}$|^In \{0\}, line \{1\}, $/u;

const texts: FoundText[] = [];
for (const pattern of SPEAKERS) {
  visitSources(pattern, (node, place) => {
    const text = keyOf(node);
    if (text === undefined || ts.isImportDeclaration(node.parent) || ts.isLiteralTypeNode(node.parent))
      return;
    if (isSentence(text) && !NO_TEXTS.test(text)) texts.push({ text, place: place() });
  });
}

/** Words with blanks between them, from a capital letter or a value on. */
function isSentence(text: string): boolean {
  return /^(?:[A-Z]|\{0\} [a-z])/u.test(text) && /[A-Za-z]{2,} |[ ][A-Za-z]{2,}/u.test(text);
}

describe('the texts of the server', () => {
  it('are all there in Chinese', () => {
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter(({ text }) => !Object.hasOwn(chinese, text))).toEqual([]);
  });

  it('have no translation that nobody uses', () => {
    const known = new Set(texts.map(({ text }) => text));
    // Single words, and sentences that are put together from several pieces.
    const others = [
      'Names', 'Paths', 'Benchmark', 'just now', '1 day ago', 'Change to {0}..{1}', 'Inline {0} here', 'Inline {0} everywhere',
      'Extract a template from {0} and {1} similar declarations', 'Move {0} to {1}', 'Move {0} to {1} without a name',
      'Move {0} to {1} in the package {2}',
    ]; // prettier-ignore
    expect(Object.keys(chinese).filter((key) => !known.has(key) && !others.includes(key))).toEqual([]);
  });

  it('have the same places for values in every language', () => {
    const different = Object.entries(chinese).filter(
      ([english, translated]) => placeholders(english).join() !== placeholders(translated).join(),
    );
    expect(different).toEqual([]);
  });
});
