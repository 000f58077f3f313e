import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { printType } from '../../language/types/data-type.ts';
import { createFileReaders } from './file-readers.ts';
import { Remembered } from './remembered.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'tenon data 数据 '));
afterAll(() => rmSync(root, { recursive: true }));

const readers = createFileReaders(root);
const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const columns = async (path: string): Promise<Record<string, string>> => {
  const fact = await readers.readSchema(path);
  if (!fact || 'problem' in fact) throw new Error(fact?.problem.message ?? 'nothing');
  return Object.fromEntries(fact.columns.map(({ name, type }) => [name, printType(type)]));
};

describe('data files', () => {
  it('are known by their name and first bytes', async () => {
    write('a.csv', 'x,y\n1,2\n');
    write('a.jsonl', '{"x": 1}\n');
    cpSync(join(fixtures, 'nested.parquet'), join(root, 'without-ending'));
    expect(await columns('a.csv')).toEqual({ x: 'int64', y: 'int64' });
    expect(await columns('a.jsonl')).toEqual({ x: 'int64' });
    expect(await columns('without-ending')).toMatchObject({ id: 'int64' });
  });

  it('of other kinds say nothing', async () => {
    write('picture.png', 'not really');
    expect(await readers.readSchema('picture.png')).toBeUndefined();
  });

  it.each([
    ['empty.parquet', '', 'empty'],
    ['text.parquet', 'a,b\n1,2\n', 'not-a-table'],
    ['page.csv', '<!DOCTYPE html><p>Sign in', 'not-a-table'],
    ['pointer.csv', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n', 'git-lfs-pointer'],
    ['cut.parquet', 'PAR1 and then nothing more', 'truncated'],
  ])('such as %s are problems', async (path, text, code) => {
    write(path, text);
    expect(await readers.readSchema(path)).toMatchObject({ problem: { code } });
  });

  it('that are not there are problems', async () => {
    expect(await readers.readSchema('nothing.csv')).toMatchObject({ problem: { code: 'missing' } });
    expect(await readers.readSignature('nothing.onnx')).toMatchObject({ problem: { code: 'missing' } });
  });

  it('are read once for each of their versions', async () => {
    write('changing.csv', 'a\n1\n');
    const first = await readers.readSchema('changing.csv');
    expect(await readers.readSchema('changing.csv')).toBe(first);
    write('changing.csv', 'b\n1\n');
    utimesSync(join(root, 'changing.csv'), 1_000, 1_000);
    expect(await columns('changing.csv')).toEqual({ b: 'int64' });
  });
});

describe('folders', () => {
  it('have the columns of their first file and those in the names of folders', async () => {
    cpSync(join(fixtures, 'days'), join(root, 'days'), { recursive: true });
    expect(await columns('days')).toEqual({ amount: 'int64?', day: 'date' });
    expect(await readers.readSchema('days')).toMatchObject({
      folder: {
        files: 4,
        compared: 4,
        first: 'day=2024-01-01/part-0.parquet',
        odd: [
          {
            path: 'day=2024-01-04/part-0.parquet',
            message: 'amount is string there, and int64 in day=2024-01-01/part-0.parquet.',
          },
        ],
      },
    });
  });

  it('are read anew when a file comes', async () => {
    write('growing/b.csv', 'b\n1\n');
    expect(await columns('growing')).toEqual({ b: 'int64' });
    write('growing/a.csv', 'a\n1\n');
    expect(await columns('growing')).toEqual({ a: 'int64' });
  });

  it('of many files are sampled', async () => {
    for (let file = 0; file < 100; file++) write(`many/${String(file).padStart(3, '0')}.csv`, 'a\n1\n');
    expect(await readers.readSchema('many')).toMatchObject({ folder: { files: 100, compared: 9, odd: [] } });
  });

  it('whose first file is broken name it', async () => {
    write('bad/part-0.parquet', 'PAR1');
    expect(await readers.readSchema('bad')).toMatchObject({
      problem: { code: 'truncated', message: expect.stringContaining('part-0.parquet: ') as string },
    });
  });

  it('without data, and tables with a log of their own, say nothing', async () => {
    mkdirSync(join(root, 'none'));
    write('delta/part-0.csv', 'a\n1\n');
    write('delta/_delta_log/0.json', '{}');
    expect(await readers.readSchema('none')).toBeUndefined();
    expect(await readers.readSchema('delta')).toBeUndefined();
  });

  it('with links in a circle end', async () => {
    write('loop/a.csv', 'a\n1\n');
    symlinkSync(join(root, 'loop'), join(root, 'loop', 'again'));
    expect(await readers.readSchema('loop')).toMatchObject({ folder: { files: 1 } });
  });
});

describe('drives that do not answer', () => {
  it('give a problem, and are not asked again before they answered', async () => {
    const remembered = new Remembered<string>(1, undefined);
    let answer: ((fact: { version: string; fact: string }) => void) | undefined;
    let asked = 0;
    const look = (): Promise<{ version: string; fact: string }> => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    };
    expect(await remembered.read('x', look)).toMatchObject({ problem: { code: 'late' } });
    expect(await remembered.read('x', look)).toMatchObject({ problem: { code: 'late' } });
    expect(asked).toBe(1);
    answer!({ version: '1', fact: 'late but true' });
    await new Promise(setImmediate);
    expect(await remembered.read('x', async (known) => known!)).toBe('late but true');
  });

  it('end at once when nobody waits any more', async () => {
    const leaving = new AbortController();
    const remembered = new Remembered<string>(60_000, leaving.signal);
    const waiting = remembered.read('x', () => new Promise(() => undefined));
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
  });
});
