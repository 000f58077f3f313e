import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { syntaxAt } from '../../language/index.ts';
import { describeSymbol } from '../../server/features/hover/describe-symbol.ts';
import { describeWord } from '../../server/features/hover/describe-word.ts';
import { nameAt } from '../../server/names/occurrences.ts';
import { hostOf, modelFile } from '../../server/testing/model-files.ts';
import { translatedMarkdown } from '../../server/text/markdown-texts.ts';
import { Texts, textsFor } from '../../server/text/texts.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/digits');

/** Each line of each hover in an example, in English and as a language has it. */
async function hoverLines(texts: Texts): Promise<ReadonlyMap<string, string>> {
  const paths = globSync('**/*.tenon', { cwd: EXAMPLE });
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(EXAMPLE, path), 'utf8')]));
  const host = hostOf(files);
  const lines = new Map<string, string>();
  const translate = (markdown: string): string => {
    const translated = translatedMarkdown(markdown, texts);
    const other = translated.split('\n');
    for (const [index, line] of markdown.split('\n').entries()) lines.set(line, other[index] ?? '');
    return translated;
  };
  for (const [path, text] of Object.entries(files)) {
    const model = modelFile(host, path);
    const view = { symbols: model.file.symbols, project: model.project };
    for (const { index } of text.matchAll(/[\w"]+/gu)) {
      const name = nameAt(model, model.document.positionAt(index));
      for (const symbol of name?.symbols ?? []) await describeSymbol(symbol, model, translate);
      const place = name ? undefined : syntaxAt(model.file.ast, index);
      const word = place && describeWord(place, view, model);
      if (word !== undefined) translate(word);
    }
  }
  return lines;
}

/** Code, links and what a fact follows from are the same in every language. */
const spoken = (line: string): string =>
  line.split(' ← ')[0]!.replaceAll(/`[^`]*`|"[^"]*"|\([^()]*\)|\[[^\]]*\]|\{[^}]*\}/gu, '…');

describe('hovers of an example', () => {
  let texts: Texts;
  beforeAll(async () => {
    texts = await textsFor('zh-cn');
  });

  it('hold no English but names and code', async () => {
    const lines = [...(await hoverLines(texts))];
    expect(lines.length).toBeGreaterThan(100);
    const english = lines.filter(([, line]) => /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/u.test(spoken(line)));
    expect(english).toEqual([]);
  }, 60_000);

  it('stay as they are in English', async () => {
    const changed = [...(await hoverLines(new Texts()))].filter(([line, other]) => line !== other);
    expect(changed).toEqual([]);
  }, 60_000);
});
