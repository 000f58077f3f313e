import { describe, expect, it } from 'vitest';
import { Texts, textsFor } from './texts.ts';

const words = new Texts({
  kinds: { source: '数据源' },
  translations: {
    'Inline {0}': '内联 {0}',
    'Inline {0} here': '在此处内联 {0}',
    'Import {0} from {1}': '从 {1} 导入 {0}',
    '{0} has no column {1}.': '{0} 没有列 {1}。',
    '{0} has {1}.': '{0} 有 {1}。',
    '{0} has no end: {1}': '{0} 没有结尾：{1}',
    'it holds rows, not columns.': '其中有行，而没有列。',
    'There is no "{0}".': '没有“{0}”。',
    'It may have {0}.': '可以有 {0}。',
    '{0}{1} gives it.': '由{0}{1}给出。',
    'Read so, {0}': '这样读取时，{0}',
    'numbers are rounded to {0} digits': '数字将舍入到 {0} 位',
    'Did you mean {0}?': '是否指 {0}？',
    '{0} rows': '{0} 行',
    'the rows': '这些行',
  },
  and: ' 和 ',
  or: ' 或 ',
  comma: '、',
  stop: '。',
});

describe('texts of the server', () => {
  it('stay as they are in English and in languages that are not there, and are there at once', () => {
    for (const locale of [undefined, 'en', 'en-GB', 'de', 'zh-tw']) {
      const texts = textsFor(locale);
      expect(texts).toBeInstanceOf(Texts);
      expect((texts as Texts).of('Organize imports')).toBe('Organize imports');
    }
  });

  it('are Chinese where the editor is, however its locale is written', async () => {
    for (const locale of ['zh-cn', 'zh-CN', 'zh', 'zh-Hans', 'zh-hans-CN']) {
      expect((await textsFor(locale)).of('Organize imports')).toBe('整理导入');
    }
  });

  it('keep their values, in the order of the other language', () => {
    expect(words.of('Import late_net from flights.delays')).toBe('从 flights.delays 导入 late_net');
    expect(words.of('Inline "a $& (b)"')).toBe('内联 "a $& (b)"');
  });

  it('take the text that says most', () => {
    expect(words.of('Inline rate')).toBe('内联 rate');
    expect(words.of('Inline rate here')).toBe('在此处内联 rate');
    expect(words.of('a.csv has no column day.')).toBe('a.csv 没有列 day。');
  });

  it('translate what stands in their holes, unless it is a name or code', () => {
    expect(words.of('Read so, numbers are rounded to 24 digits')).toBe('这样读取时，数字将舍入到 24 位');
    expect(words.of('a.csv has 3 rows, the rows and 7 rows.')).toBe('a.csv 有 3 行、这些行和 7 行。');
    expect(words.of('a.csv has x > 1 and y.')).toBe('a.csv 有 x > 1 and y。');
    expect(words.of('a.csv has the rows.')).toBe('a.csv 有这些行。');
    expect(words.of('a.csv has "the rows".')).toBe('a.csv 有 "the rows"。');
  });

  it('keep what is in quotes, though it reads like a word with its article', () => {
    expect(words.of('There is no "a b".')).toBe('没有“a b”。');
    expect(words.of('There is no "the rows".')).toBe('没有“the rows”。');
  });

  it('take the pattern that says more before one that few words tell', () => {
    expect(words.of('the rows has no end: it holds rows, not columns.')).toBe(
      '这些行没有结尾：其中有行，而没有列。',
    );
  });

  it('do not end at a full stop behind a blank, which stands for itself', () => {
    expect(words.of('It may have / . _ -.')).toBe('可以有 / . _ -。');
  });

  it('may have an empty value', () => {
    expect(words.of('net gives it.')).toBe('由 net 给出。');
  });

  it('may be several that stand one after the other', () => {
    expect(words.of('a.csv has no column day. Did you mean days?')).toBe('a.csv 没有列 day。是否指 days？');
  });

  it('stay English when nobody has translated them', () => {
    expect(words.of('Something else')).toBe('Something else');
  });
});

describe('a text with values', () => {
  it('is filled as it is written, in English and in another language', () => {
    expect(new Texts().fill('Import {0} from {1}', '$1 & {1}', 'b')).toBe('Import $1 & {1} from b');
    expect(words.fill('Import {0} from {1}', 'rows', 'shop')).toBe('从 shop 导入 rows');
    expect(words.fill('Nobody knows {0}', 'rows')).toBe('Nobody knows rows');
  });

  it('leaves kinds without a word as the language has them', () => {
    expect(words.kind('source')).toBe('数据源');
    expect(words.kind('toString')).toBe('toString');
    expect(new Texts().kind('source')).toBe('source');
  });
});
