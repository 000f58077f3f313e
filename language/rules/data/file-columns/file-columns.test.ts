import { describe, expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { tableFacts } from '../../testing/table-fact.ts';
import { rule } from './file-columns.rule.ts';

const model = (rows: string, source = 'location: "a.parquet"'): string =>
  `package shop\nsource s {\n  ${source}\n  schema {\n    ${rows}\n  }\n}\n`;

const found = (declared: string, inFile: string): string[] =>
  checkText(
    rule,
    model(`a : ${declared}`),
    tableFacts({ 'a.parquet': { format: 'parquet', columns: { a: inFile } } }),
  ).map(({ message }) => message);

describe('a declared type', () => {
  it.each([
    ['int64', 'int32'],
    ['float64', 'float32'],
    ['float64', 'int32'],
    ['string', 'string?'],
    ['timestamp', 'timestamp[us, "UTC"]'],
    ['timestamp', 'date'],
    ['enum[a, b]', 'string'],
    ['duration', 'int64'],
    ['list[string]', 'list[string?]?'],
    ['float32[8]', 'list[float32?]'],
    ['image', 'bytes'],
    ['struct[x: float32]', 'struct[x: float32?, y: string]'],
  ])('%s may be read from %s', (declared, inFile) => {
    expect(found(declared, inFile)).toEqual([]);
  });

  it.each([
    ['int32', 'int64'],
    ['float32', 'float64'],
    ['float64', 'int64'],
    ['int64', 'bool'],
    ['string', 'int64'],
    ['int64', 'string'],
    ['date', 'timestamp'],
    ['list[int64]', 'list[string]'],
    ['struct[x: float32, z: int64]', 'struct[x: float32]'],
    ['decimal[10, 2]', 'decimal[12, 4]'],
    ['float64[8]', 'list[string]'],
  ])('%s may not be read from %s', (declared, inFile) => {
    expect(found(declared, inFile)).toHaveLength(1);
  });
});

it('says once that another file is named', () => {
  const facts = tableFacts({ 'a.parquet': { format: 'parquet', columns: { x: 'int64', y: 'string' } } });
  const messages = checkText(rule, model('a : int64\n    b : int64\n    c : int64'), facts);
  expect(messages).toMatchObject([
    { message: 'a.parquet has none of the 3 columns of s.', help: 'It has x, y.' },
  ]);
});

it('looks at sinks that are added to, and not at those that are replaced', () => {
  const facts = tableFacts({ 'a.parquet': { format: 'parquet', columns: { a: 'string' } } });
  const sink = (mode: string): string =>
    `package shop\nsink s {\n  location: "a.parquet"\n  mode: ${mode}\n  schema { a : int64 }\n}\n`;
  expect(checkText(rule, sink('append'), facts)).toHaveLength(1);
  expect(checkText(rule, sink('overwrite'), facts)).toEqual([]);
});

it('leaves tables with a log of their own alone', () => {
  const facts = tableFacts({ 'a.parquet': { format: 'parquet', columns: { a: 'string' } } });
  const text = 'package shop\nsource s { format: delta, location: "a.parquet", schema { a : int64 } }\n';
  expect(checkText(rule, text, facts)).toEqual([]);
});
