import { expect, it } from 'vitest';
import { plainText, SnippetStops } from './snippet.ts';

it('is written without its placeholders for an editor that knows none', () => {
  expect(plainText('entity ${1:name} {\n\tkey: ${2:key}\n\t$0\n}')).toBe('entity name {\n  key: key\n  \n}');
  expect(plainText('format: ${1|parquet,csv|}$0')).toBe('format: parquet');
  expect(plainText('on ${1:api} then $1, "${2:\\$\\}}"')).toBe('on api then api, "$}"');
});

it('has signs of the snippet language escaped', () => {
  const stops = new SnippetStops();
  expect(stops.hole('${x}')).toBe('${1:\\${x\\}}');
  expect(stops.choice(['a,b', 'c|d'])).toBe('${2|a\\,b,c\\|d|}');
  expect(plainText('${1|a\\,b,c\\|d|}')).toBe('a,b');
});
