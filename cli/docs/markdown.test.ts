import { expect, it } from 'vitest';
import { code, firstSentence, paragraphs, plainText, table } from './markdown.ts';
import { wayBetween } from './way-between.ts';

it('shows code as it is, also in a table', () => {
  expect(code('a | b')).toBe('`a \\| b`');
  expect(code('a\n  b')).toBe('`a b`');
  expect(code('`a` and ``b``')).toBe('``` `a` and ``b`` ```');
  expect(code('')).toBe('`""`');
});

it('takes the meaning from signs', () => {
  expect(plainText('late_net *new* <b> | [x]')).toBe('late\\_net \\*new\\* \\<b\\> \\| \\[x\\]');
});

it('tells the first sentence, in any script', () => {
  expect(firstSentence('Rows of 3.5 GB,\nby day. More follows.')).toBe('Rows of 3.5 GB, by day.');
  expect(firstSentence('按天的行。更多说明')).toBe('按天的行。');
  expect(firstSentence(undefined)).toBe('');
});

it('leaves documentation as its author wrote it, but for headings', () => {
  expect(paragraphs('# Big\n\n- a *b*\n')).toBe('\\# Big\n\n- a *b*');
});

it('writes no table without rows', () => {
  expect(table(['a'], [])).toBe('');
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |\n');
});

it('finds a way that is the same on every machine, or none', () => {
  expect(wayBetween('/people/ann/project/docs/model', '/people/ann/project')).toBe('../..');
  expect(wayBetween('/people/ann/site', '/people/ann/a b/项目')).toBe('../a b/项目');
  expect(wayBetween('/tmp/pages', '/people/ann/project')).toBeUndefined();
});
