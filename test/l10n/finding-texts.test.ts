import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../language/index.ts';
import { AREAS, findingTexts, otherTexts, PIECES } from './finding-texts-in-sources.ts';
import { placeholders } from './texts-in-sources.ts';

const folder = join(import.meta.dirname, '../../server/text');
const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;

const files = readdirSync(join(folder, 'findings/zh-cn')).filter((name) => name.endsWith('.json'));
const chinese = new Map(files.map((name) => [name.replace('.json', ''), read(`findings/zh-cn/${name}`)]));
const all = [...chinese.values()].flatMap((texts) => Object.entries(texts));
const own = read('zh-cn.json');

/** Areas that say a text, by the text. */
const said = new Map<string, Set<string>>();
const places = new Map<string, string>();
for (const area of Object.keys(AREAS)) {
  for (const { text, place } of findingTexts(area)) {
    said.set(text, (said.get(text) ?? new Set()).add(area));
    places.set(text, place);
  }
}
for (const { summary } of RULES) said.set(summary, (said.get(summary) ?? new Set()).add('summaries'));
for (const { area, text } of otherTexts()) said.set(text, (said.get(text) ?? new Set()).add(area));
for (const piece of PIECES) said.set(piece, new Set(['pieces', 'words']));

/** File that a text belongs to: that of its area, or the common one when several areas say it. */
const fileOf = (text: string): string => {
  const areas = [...(said.get(text) ?? [])];
  return areas.length > 1 ? 'words' : areas[0]!;
};

/** Without articles, which only English has, and full stops, which differ. */
const bare = (text: string): string => text.replace(/^(?:an?|the) /iu, '').replace(/[.。]$/u, '');

describe('what the checks find', () => {
  it('is all there in Chinese, each text in the file of its area', () => {
    expect(said.size).toBeGreaterThan(1500);
    const missing = [...said.keys()]
      .filter((text) => !Object.hasOwn(own, text) && !Object.hasOwn(chinese.get(fileOf(text)) ?? {}, text))
      .map((text) => ({ file: `${fileOf(text)}.json`, text, place: places.get(text) }));
    expect(missing).toEqual([]);
  });

  it('has no translation that nobody uses, and none twice', () => {
    const unused = [...chinese].flatMap(([file, texts]) =>
      Object.keys(texts).filter(
        (text) => !said.has(text) || fileOf(text) !== file || Object.hasOwn(own, text),
      ),
    );
    expect(unused).toEqual([]);
  });

  it('has the same places for values in every language', () => {
    const different = all.filter(
      ([english, translated]) => placeholders(english).join() !== placeholders(translated).join(),
    );
    expect(different).toEqual([]);
  });

  it('is translated, or is a piece of a model and the same in every language', () => {
    const copied = all.filter(
      ([english, translated]) =>
        !/\p{Script=Han}/u.test(translated) &&
        /[A-Za-z]/u.test(translated) &&
        bare(english) !== bare(translated),
    );
    expect(copied).toEqual([]);
  });

  it('is written as Chinese is: full stops and commas of its own, a blank beside other letters', () => {
    const wrong = all.filter(([, text]) =>
      /\p{Script=Han}(?:[,;.](?:\s|$)|:$)|[。，；：] |\p{Script=Han}[a-z]|[a-z]\p{Script=Han}/iu.test(text),
    );
    expect(wrong.map(([, text]) => text)).toEqual([]);
  });
});
