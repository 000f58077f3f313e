import { expect, it } from 'vitest';
import { linesWithout } from './history-lines.ts';

it('takes away the lines of one model, and nothing else', () => {
  const [net, other, torn] = [
    '{"subject":"net","result":{}}\r\n',
    '{"subject":"net2"}\n',
    '{"subject":"net","res',
  ];
  expect(linesWithout(`${net}null\n7\n${other}${net}${torn}`, 'net')).toBe(`null\n7\n${other}${torn}`);
  expect(linesWithout(net, 'net')).toBe('');
  expect(linesWithout('', 'net')).toBe('');
});
