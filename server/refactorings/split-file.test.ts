import { describe, expect, it } from 'vitest';
import { exampleTexts, galleryTexts, NOTHING_READ } from '../testing/example-texts.ts';
import { offersIn, refactored } from '../testing/try-refactoring.ts';
import { splitFile } from './split-file.ts';

describe('a file that is split', () => {
  it('keeps its first group; the others get files beside it with what they import', async () => {
    const files = exampleTexts('flights');
    const after = await refactored(splitFile, { ...files, 'delays/data.tenon': `‸${files['delays/data.tenon']!}` }, 'declaration', NOTHING_READ); // prettier-ignore
    expect(
      Object.keys(after)
        .filter((path) => !(path in files))
        .sort(),
    ).toEqual([
      'delays/departures.tenon',
      'delays/planes.tenon',
      'delays/quarantine.tenon',
      'delays/weather.tenon',
    ]);
    expect(after['delays/planes.tenon']).toMatch(
      /^package flights\.delays\n\n\/\/\/ What is known of a plane/u,
    );
    expect(after['delays/data.tenon']).toMatch(/^package flights\.delays\n\n\/\/\/ One row[^]*\n\}\n$/u);
  });

  it('is only offered where there is something to split', () => {
    expect(offersIn(splitFile, { 'a.tenon': '‸package a\nentity e { key: id }\n' })).toEqual([]);
    const three = '‸package a\nentity e { key: id }\nentity f { key: id }\nentity g { key: id }\n';
    expect(offersIn(splitFile, { 'a.tenon': three }).map(({ title }) => title)).toEqual([
      'Split this file into 3 files, one for each declaration',
    ]);
  });

  const gallery = Object.keys(exampleTexts('gallery', (path) => !path.includes('/')));
  it.each(gallery)('says the same as before, by area and by declaration: gallery/%s', async (path) => {
    const files = galleryTexts(path);
    const marked = { ...files, [path]: `‸${files[path]!}` };
    for (const offer of offersIn(splitFile, marked)) {
      if ('choice' in offer) await refactored(splitFile, marked, offer.choice, NOTHING_READ);
    }
  });
});
