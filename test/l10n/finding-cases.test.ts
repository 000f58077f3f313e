import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holesOf, textPattern } from '../../server/text/text-pattern.ts';
import { textsFor } from '../../server/text/texts.ts';
import { AREAS, findingTexts } from './finding-texts-in-sources.ts';
import { placeholders } from './texts-in-sources.ts';

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../server/text', file), 'utf8')) as Record<
    string,
    string
  >;

const cases = read('findings/zh-cn-cases.json');
const said = new Set([
  ...Object.keys(read('zh-cn.json')),
  ...Object.keys(AREAS).flatMap((area) => findingTexts(area).map(({ text }) => text)),
]);

/** Some are put together from a piece that has neither a capital nor a full stop. */
const asPiece = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/u, '');

describe('texts with a value written out', () => {
  it('are each a case of a text that the sources say, and none of them is said as it is', () => {
    const patterns = [...said].map((text) => textPattern(text, ''));
    const isCase = (text: string): boolean => patterns.some((pattern) => holesOf(text, pattern, 1));
    const strange = Object.keys(cases).filter((text) => !isCase(text) && !isCase(asPiece(text)));
    expect(strange).toEqual([]);
    expect(Object.keys(cases).filter((text) => said.has(text))).toEqual([]);
  });

  it('have the same places for values in every language', () => {
    const different = Object.entries(cases).filter(
      ([english, translated]) => placeholders(english).join() !== placeholders(translated).join(),
    );
    expect(different).toEqual([]);
  });

  it('win over the general text, so that a word is translated where it can be no name', async () => {
    const texts = await textsFor('zh-cn');
    expect(texts.of('evaluate takes a trained model; rows gives rows.')).toBe(
      'evaluate 需要训练好的模型，而 rows 给出行。',
    );
    expect(texts.of('Nothing takes the result of few (rows).')).toBe('没有任何地方使用 few 的结果（行）。');
    expect(texts.of('32 layers are declared here.')).toBe('32 个层在此处声明。');
    expect(texts.of('Write 20ms or 20s.')).toBe('请写 20ms 或 20s。');
  });
});
