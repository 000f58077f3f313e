import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { splitmix64 } from '../../bench/inputs/splitmix64.ts';
import type { TableFact } from '../../language/project/facts.ts';
import { printType } from '../../language/types/data-type.ts';
import { memorySource, type ByteSource } from '../bytes/byte-source.ts';
import { element, field, footer, parquetFile, varint, zigzag } from '../testing/parquet-writer.ts';
import { readParquet } from './read-parquet.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const flights = fileURLToPath(new URL('../../examples/flights/data/', import.meta.url));
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

const read = (bytes: Uint8Array): Promise<TableFact> => readParquet(memorySource(bytes));

async function columnsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const fact = await read(bytes);
  if ('problem' in fact) throw new Error(fact.problem.message);
  return Object.fromEntries(fact.columns.map(({ name, type }) => [name, printType(type)]));
}

async function problemOf(bytes: Uint8Array): Promise<string | undefined> {
  const fact = await read(bytes);
  return 'problem' in fact ? `${fact.problem.code}: ${fact.problem.message}` : undefined;
}

describe('files by pyarrow', () => {
  it('tell the types of their columns, and whether they hold nulls', async () => {
    expect(await columnsOf(bytesOf(`${fixtures}scalars.parquet`))).toEqual({
      int8: 'int8?', int16: 'int16?', int32: 'int32?', int64: 'int64?',
      uint8: 'uint8?', uint16: 'uint16?', uint32: 'uint32?', uint64: 'uint64?',
      flag: 'bool?', half: 'float16', single: 'float32?', double: 'float64',
      text: 'string?', raw: 'bytes', fixed: 'bytes', money: 'decimal[12, 2]', day: 'date',
      seconds: 'timestamp[ms, local]', millis: 'timestamp[ms, "UTC"]', micros: 'timestamp[us, "UTC"]',
      nanos: 'timestamp[ns, local]', clock: 'unknown', none: 'unknown?',
      'name with spaces': 'int32', größe: 'int32',
    }); // prettier-ignore
  });

  it('may be nested', async () => {
    const bytes = bytesOf(`${fixtures}nested.parquet`);
    expect(await columnsOf(bytes)).toEqual({
      id: 'int64',
      point: 'struct[x: float32, label: string?]?',
      tags: 'list[string?]?',
      points: 'list[struct[x: float32, label: string?]]',
      scores: 'map[string, float32?]?',
      matrix: 'list[list[int32?]?]?',
    });
    expect(await read(bytes)).toMatchObject({ rows: 2, rowGroups: 2, compression: 'gzip' });
  });

  it('without statistics may hold nulls', async () => {
    expect(await columnsOf(bytesOf(`${fixtures}uncounted.parquet`))).toEqual({ a: 'int64?' });
  });

  it('with moments of 96 bits are read', async () => {
    expect(await columnsOf(bytesOf(`${fixtures}old.parquet`))).toEqual({ at: 'timestamp[ns]?' });
  });

  it('count the nulls of the example', async () => {
    const fact = await read(bytesOf(`${flights}flights.parquet`));
    expect(fact).toMatchObject({ format: 'parquet', rows: 12_083, compression: 'zstd' });
    const nulls = 'columns' in fact ? fact.columns.map(({ name, nulls: count }) => [name, count]) : [];
    expect(Object.fromEntries(nulls)).toMatchObject({ tailnum: 76, departed_at: 181, arr_delay: 210 });
  });

  it.each([
    ...readdirSync(fixtures)
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => fixtures + name),
    ...readdirSync(flights)
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => flights + name),
  ])('say the same to another reader: %#', async (path) => {
    const bytes = bytesOf(path);
    const metadata = parquetMetadata(bytes.buffer as ArrayBuffer);
    const fact = await read(bytes);
    expect(fact).toMatchObject({ rows: Number(metadata.num_rows), rowGroups: metadata.row_groups.length });
    const names = parquetSchema(metadata).children.map((child) => child.element.name);
    expect('columns' in fact && fact.columns.map(({ name }) => name)).toEqual(names);
  });
});

describe('what other writers write', () => {
  const repeated = (name: string): number[] => [
    ...field(1, 5, zigzag(2)), ...field(2, 5, zigzag(2)), ...field(1, 8, [name.length, ...Buffer.from(name)]), 0,
  ]; // prettier-ignore

  it('a repeated column is a list', async () => {
    const bytes = parquetFile(footer([element('root', 1), repeated('tags')]));
    expect(await columnsOf(bytes)).toEqual({ tags: 'list[int64]' });
  });

  it('fields that are not known are passed over', async () => {
    const unknown = [
      ...field(15, 1, []), ...field(1, 7, Array<number>(8).fill(1)), ...field(1, 13, Array<number>(16).fill(1)),
      ...field(1, 11, [...varint(1), 0x88, 1, 65, 1, 66]), ...field(1, 10, [0x11, 1]), ...field(1, 4, [2]), 0,
    ]; // prettier-ignore
    expect(await columnsOf(parquetFile(footer([element('root', 1), element('a')], unknown)))).toEqual({
      a: 'int64',
    });
  });
});

describe('broken files', () => {
  const sound = bytesOf(`${fixtures}nested.parquet`);

  it('that were cut are problems at every length', async () => {
    for (let length = 0; length < sound.length; length += 7) {
      expect(await problemOf(sound.subarray(0, length))).toMatch(/^truncated/);
    }
  });

  it('that are encrypted say so', async () => {
    expect(await problemOf(parquetFile([1, 2, 3], 3, 'PARE'))).toMatch(/^encrypted/);
  });

  it.each([0x7fffffff, 0xffffffff, 40])('whose footer would be %d bytes long are cut', async (length) => {
    expect(await problemOf(parquetFile([1, 2, 3, 4, 5], length))).toContain('more than the file');
  });

  it('with columns nested 10,000 deep are refused', async () => {
    const groups = Array.from({ length: 10_000 }, () => element('g', 1));
    const bytes = parquetFile(footer([...groups, element('leaf')]));
    expect(await problemOf(bytes)).toBe('too-large: Columns are nested deeper than 64.');
  });

  it('with structures nested 10,000 deep are refused', async () => {
    const deep = [...field(9, 12, []), ...Array.from({ length: 10_000 }, () => 0x1c)];
    const bytes = parquetFile(footer([element('root', 1), element('a')], deep));
    expect(await problemOf(bytes)).toBe('too-large: Structures are nested deeper than 64.');
  });

  it.each([
    ['elements', parquetFile(footer([element('root', 1)], [0], 2 ** 31))],
    ['a name', parquetFile([...field(1, 5, [2]), ...field(1, 9, [0x1c]), ...field(4, 8, varint(2 ** 40))])],
    [
      'row groups',
      parquetFile(footer([element('r', 1), element('a')], [...field(2, 9, [0xfc, ...varint(2 ** 30)])])),
    ],
    ['children', parquetFile(footer([element('root', 2 ** 30), element('a')]))],
    ['negative children', parquetFile(footer([element('root', -1), element('a')]))],
    ['a number', parquetFile(field(1, 5, Array<number>(20).fill(255)))],
  ])('with lengths beyond the file are damaged: %s', async (_, bytes) => {
    expect(await problemOf(bytes)).toMatch(/^damaged/);
  });

  it('with any bytes changed never crash', async () => {
    const random = splitmix64(11n);
    for (let round = 0; round < 3_000; round++) {
      const bytes = sound.slice();
      for (let change = 0; change < 3; change++) {
        bytes[Math.floor(random.uniform() * bytes.length)] = Math.floor(random.uniform() * 256);
      }
      expect(await read(bytes)).toBeDefined();
    }
  });
});

describe('a long footer', () => {
  it('is read only at its beginning, where the schema stands', async () => {
    const size = 20 * 2 ** 20;
    const start = footer(
      [element('root', 1), element('a')],
      [...field(1, 6, zigzag(5)), ...field(1, 9, [0xfc, ...varint(10)])],
    );
    const chunk = [...field(1, 9, [0xfc, ...varint(1_000_000)])];
    const bytes = new Uint8Array(size);
    bytes.set(parquetFile([...start, ...chunk]).subarray(0, -8));
    bytes.set(parquetFile([], size - 12).subarray(4), size - 8);
    let most = 0;
    const source: ByteSource = {
      size,
      read: async (offset, length) => {
        most = Math.max(most, length);
        return bytes.subarray(offset, offset + length);
      },
    };
    expect(await readParquet(source)).toMatchObject({ rows: 5, rowGroups: 10, columns: [{ name: 'a' }] });
    expect(most).toBeLessThan(size / 2);
  });
});
