import { describe, expect, test } from 'vitest';
import { parseFile } from '../../language/parser/index.ts';
import { sample } from './samples.ts';

/** Every prefix takes about ten seconds; by default each file is cut at every 13th character and at every line end. */
const EVERY_PREFIX = process.env['TENON_ALL_PREFIXES'] === '1';

describe('a file that is being typed has at most one problem, near its end', () => {
  test.each(['00', '02', '07', '09'])('sample %s', (start) => {
    const { text } = sample(start);
    const wrong: string[] = [];
    for (let end = 1; end < text.length; end++) {
      if (!EVERY_PREFIX && end % 13 !== 0 && text[end] !== '\n') continue;
      const prefix = text.slice(0, end);
      const { problems } = parseFile(prefix);
      const lastLine = prefix.trimEnd().split('\n').length - 1;
      const isNear = problems.every(({ range }) => range.end.line >= lastLine - 3);
      if (problems.length > 1 || !isNear) {
        wrong.push(
          `${JSON.stringify(prefix.slice(-40))}: ${problems.map(({ message }) => message).join(' ')}`,
        );
      }
    }
    expect(wrong).toEqual([]);
  });
});
