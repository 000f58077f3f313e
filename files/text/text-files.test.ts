import { describe, expect, it } from 'vitest';
import type { TableFact } from '../../language/project/facts.ts';
import { printType } from '../../language/types/data-type.ts';
import { memorySource } from '../bytes/byte-source.ts';
import { readCsv } from './read-csv.ts';
import { HEAD_BYTES } from './read-head.ts';
import { readJsonl } from './read-jsonl.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const csv = (text: string | Uint8Array): Promise<TableFact> =>
  readCsv(memorySource(typeof text === 'string' ? encode(text) : text));
const jsonl = (text: string): Promise<TableFact> => readJsonl(memorySource(encode(text)));

const types = (fact: TableFact): Record<string, string> => {
  if ('problem' in fact) throw new Error(fact.problem.message);
  return Object.fromEntries(fact.columns.map(({ name, type }) => [name, printType(type)]));
};

describe('types of a CSV file', () => {
  it.each([
    ['1\n-2\n0', 'int64'],
    ['1\n2.5\n1e-3', 'float64'],
    ['007\n123', 'string'],
    ['9223372036854775808\n1', 'float64'],
    ['true\nFalse', 'bool'],
    ['2024-01-31', 'date'],
    ['2024-01-31\n2024-01-31 10:00:00', 'timestamp'],
    ['2024-01-31T10:00:00.123Z\n2024-01-31T10:00:00+01:00', 'timestamp'],
    ['2024-13-31', 'string'],
    ['1\nNA\n3', 'int64?'],
    ['x\n\\N', 'string?'],
    ['NA\nnull', 'unknown?'],
    ['', 'unknown'],
  ])('%j is %s', async (values, type) => {
    expect(
      types(
        await csv(
          `id,v\n${values
            .split('\n')
            .map((value) => `a,${value}`)
            .join('\n')}\n`,
        ),
      ),
    ).toMatchObject({
      v: values === '' ? 'unknown?' : type,
    });
  });

  it('remembers the first value that is no number, and where it stands', async () => {
    const fact = await csv('id,amount\n1,2\n2,"about\ntwo"\n3,x\n');
    expect(fact).toMatchObject({
      sampled: 3,
      columns: [{ range: [1, 3] }, { misfits: { number: { text: 'about\ntwo', line: 4 } } }],
    });
  });
});

describe('forms of a CSV file', () => {
  it.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons with decimal commas', 'a;b\n1;2,5\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['bars', 'a|b\n1|2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['quotes around commas', '"a","b"\n"1,0",2\n'],
    ['no line end at the end', 'a,b\n1,2'],
    ['blanks around names', ' a , b \n1,2\n'],
  ])('with %s has the columns a and b', async (_, text) => {
    expect(Object.keys(types(await csv(text)))).toEqual(['a', 'b']);
  });

  it('with bytes that are no UTF-8 is read, and says where', async () => {
    const bytes = Uint8Array.from([...encode('name,age\nAda,36\nRen'), 0xe9, ...encode(',50\n')]);
    const fact = await csv(bytes);
    expect(types(fact)).toEqual({ name: 'string', age: 'int64' });
    expect(fact).toMatchObject({
      remarks: [{ kind: 'encoding', message: 'It is no UTF-8: byte 0xE9 in line 3.' }],
    });
  });

  it.each([
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 97, 0, 44, 0, 98, 0, 10, 0]), 'encoding'],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('name,age\nAda,36\n', 'utf16le')), 'encoding'],
    ['zero bytes', Uint8Array.from([97, 44, 0, 1, 2, 3, 4, 5, 10]), 'not-a-table'],
    ['no header', encode('1,2.5,2024-01-01\n2,3.5,2024-01-02\n'), 'no-header'],
    ['an open quote', encode('a,b\n1,"2\n3,4\n'), 'damaged'],
    ['one endless line', new Uint8Array(HEAD_BYTES + 10).fill(97), 'too-large'],
    ['only blank lines', encode('\n\n\n'), 'empty'],
  ])('with %s is a problem', async (_, bytes, code) => {
    expect(await csv(bytes)).toMatchObject({ problem: { code } });
  });

  it('with rows of other lengths says which', async () => {
    expect(await csv('a,b\n1,2\n3,4,5\n')).toMatchObject({
      remarks: [{ kind: 'ragged-rows', message: 'Line 3 has 3 values, and the header 2 names.' }],
    });
  });

  it('that is long is read at its beginning, whole lines only', async () => {
    const row = '1,"a text, with a comma"\n';
    const fact = await csv(`id,text\n${row.repeat(100_000)}`);
    expect(types(fact)).toEqual({ id: 'int64', text: 'string' });
    expect(fact).toMatchObject({ sampled: 1_000, remarks: [] });
  });
});

describe('JSON lines', () => {
  it('have the keys of all objects as columns', async () => {
    const fact = await jsonl(
      '{"id": 1, "at": "2024-01-01T00:00:00Z", "zip": "8001", "tags": ["a"], "who": {"age": 3}}\n\n' +
        '{"id": 2.5, "at": "2024-01-01T00:00:00Z", "zip": "8002", "tags": null, "who": {"name": "x"}, "late": true}\r\n',
    );
    expect(types(fact)).toEqual({
      id: 'float64',
      at: 'timestamp',
      zip: 'string',
      tags: 'list[string]?',
      who: 'struct[age: int64?, name: string?]',
      late: 'bool?',
    });
  });

  it('that are not objects are problems', async () => {
    expect(await jsonl('{"a": 1}\n[1, 2]\n')).toMatchObject({ problem: { code: 'damaged' } });
    expect(await jsonl('{"a": 1}\n{"a": \n')).toMatchObject({
      problem: { message: 'Line 2 is no JSON object: {"a":' },
    });
    expect(await jsonl('\n')).toMatchObject({ problem: { code: 'empty' } });
  });

  it('that are nested 10,000 deep end', async () => {
    const deep = `{"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}\n`;
    expect(types(await jsonl(deep))['a']).toMatch(/^list\[list\[.*unknown/);
  });
});
