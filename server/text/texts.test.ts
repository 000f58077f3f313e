import { describe, expect, it } from 'vitest';
import { Texts } from './texts.ts';

describe('texts of the server', () => {
  it('stay as they are in English and in languages that are not there', () => {
    for (const locale of [undefined, 'en', 'en-GB', 'de', 'zh-tw']) {
      expect(new Texts(locale).of('Organize imports')).toBe('Organize imports');
    }
  });

  it('are Chinese where the editor is, however its locale is written', () => {
    for (const locale of ['zh-cn', 'zh-CN', 'zh', 'zh-Hans', 'zh-hans-CN']) {
      expect(new Texts(locale).of('Organize imports')).toBe('整理导入');
    }
  });

  it('keep their values, in the order of the other language', () => {
    const texts = new Texts('zh-cn');
    expect(texts.of('Import late_net from flights.delays')).toBe('从 flights.delays 导入 late_net');
    expect(texts.of('Change to "a $& (b)"')).toBe('改为 "a $& (b)"');
  });

  it('take the text that says most', () => {
    const texts = new Texts('zh-cn');
    expect(texts.of('Inline rate')).toBe('内联 rate');
    expect(texts.of('Inline rate here')).toBe('在此处内联 rate');
    expect(texts.of('Inline the template of everywhere')).toBe('在所有位置内联模板 of');
  });

  it('stay English when nobody has translated them', () => {
    expect(new Texts('zh-cn').of('Something else')).toBe('Something else');
  });
});
