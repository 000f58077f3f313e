import { expect, it } from 'vitest';
import { opensList } from './opens-list.ts';

it.each([
  [' ', '  format: '],
  [' ', 'features x of card from '],
  [' ', '  stores: [offline, '],
  [' ', '  serves '],
  [' ', '  step a = read '],
  [' ', '  on failure retry 1 times then alert '],
  [' ', '  schedule: cron("0 '],
  [' ', '// tenon-ignore '],
  [' ', 'import '],
  ['"', '  machine: "'],
  ['/', '  location: "data/'],
  ['{', '  location: "s3://${'],
  ['{', 'import shop.data.{'],
  ['.', '  a = swipes.'],
  ['@', '  serves net@'],
  ['-', '// tenon-'],
])('%j opens a list behind %j', (typed, before) => {
  expect(opensList(typed, `source s {}\n${before}`)).toBe(true);
});

it.each([
  [' ', 'features '],
  [' ', '  '],
  [' ', '// read the rows from '],
  ['{', 'features x of card from swipes {'],
  ['"', '  machine: "g5.xlarge"'],
  ['/', '  ratio = a /'],
  ['/', '/'],
  ['.', '// The end.'],
  ['@', '// someone@'],
  ['-', '  a = b -'],
])('%j opens none behind %j', (typed, before) => {
  expect(opensList(typed, `source s {}\n${before}`)).toBe(false);
});
