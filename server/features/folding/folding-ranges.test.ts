import { describe, expect, it } from 'vitest';
import { foldingRanges } from './folding-ranges.ts';

const folds = (text: string): string[] =>
  foldingRanges(text).map(({ start, end, kind }) => `${start}-${end} ${kind}`);

describe('folding', () => {
  it('folds blocks and keeps their last line', () => {
    expect(folds('source a {\n  schema {\n    x : int64\n  }\n}\n')).toEqual(['0-3 block', '1-2 block']);
  });

  it('folds comments, imports and regions, with every kind of line end', () => {
    expect(folds('// one\r\n// two\r\n\r\n/* a\r\nb */\r\n')).toEqual(['0-1 comment', '3-4 comment']);
    expect(folds('import a.b\nimport a.c\n')).toEqual(['0-1 imports']);
    expect(folds('// region x\nentity a {}\n// endregion\n')).toEqual(['0-2 region']);
  });

  it('is not misled by brackets in texts and comments, nor by broken text', () => {
    expect(folds('a: "{"\nb: 1 // {\n`{`: 2\n')).toEqual([]);
    expect(folds('}}}\n{{{\n"open\n/* never\nclosed')).toEqual(['3-4 comment']);
  });
});
