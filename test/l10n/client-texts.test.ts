import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientTexts, placeholders } from './texts-in-sources.ts';

const chinese = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../l10n/bundle.l10n.zh-cn.json'), 'utf8'),
) as Record<string, string>;
const { texts, unclear } = clientTexts();
const keys = new Set(texts.map(({ text }) => text));

describe('the texts of the extension', () => {
  it('are literals, so that they can be found', () => {
    expect(keys.size).toBeGreaterThan(100);
    expect(unclear).toEqual([]);
  });

  it('are all there in Chinese', () => {
    const missing = texts.filter(({ text }) => !Object.hasOwn(chinese, text));
    expect(missing).toEqual([]);
  });

  it('have no translation that nobody uses', () => {
    expect(Object.keys(chinese).filter((key) => !keys.has(key))).toEqual([]);
  });

  it('have the same places for values in every language', () => {
    const different = Object.entries(chinese).filter(
      ([english, translated]) => placeholders(english).join() !== placeholders(translated).join(),
    );
    expect(different).toEqual([]);
  });

  it('are translated, not copied', () => {
    expect(
      Object.entries(chinese).filter(([, text]) => !/\p{Script=Han}|^\{0\} \/ \{1\}$/u.test(text)),
    ).toEqual([]);
  });
});
