import type { FactProblem, TableFact } from '../../language/project/facts.ts';
import type { ByteSource } from '../bytes/byte-source.ts';

/** Endings of files that rows are read from. */
const TEXT_ENDINGS = { csv: 'csv', tsv: 'csv', jsonl: 'jsonl', ndjson: 'jsonl' } as const;

/** Whether a file's name says that it holds rows. */
export const isDataName = (name: string): boolean => {
  const ending = endingOf(name);
  return ending === 'parquet' || Object.hasOwn(TEXT_ENDINGS, ending);
};

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/**
 * Reads what a data file says about its rows; `name` decides what is expected of the bytes. Undefined for
 * a file of some other kind. Throws only when `signal` is aborted.
 */
export async function readTable(
  source: ByteSource,
  name: string,
  signal?: AbortSignal,
): Promise<TableFact | undefined> {
  const start = await source.read(0, 64);
  signal?.throwIfAborted();
  const ending = endingOf(name);
  const text = Object.hasOwn(TEXT_ENDINGS, ending)
    ? TEXT_ENDINGS[ending as keyof typeof TEXT_ENDINGS]
    : undefined;
  const kind = recognise(start);
  if (kind === 'parquet' || kind === 'encrypted Parquet') {
    const { readParquet } = await import('../parquet/read-parquet.ts');
    return readParquet(source, signal);
  }
  if (text === undefined && ending !== 'parquet') return undefined;
  if (source.size === 0) return { problem: empty };
  if (kind === 'Git LFS pointer') return { problem: pointer };
  if (kind !== undefined || text === undefined) return { problem: stranger(kind, ending) };
  if (text === 'csv') {
    const { readCsv } = await import('../text/read-csv.ts');
    return readCsv(source, signal);
  }
  const { readJsonl } = await import('../text/read-jsonl.ts');
  return readJsonl(source, signal);
}

/** Files that are commonly found where a table should be, by their first bytes. */
const MAGICS: readonly (readonly [magic: string, kind: string])[] = [
  ['PAR1', 'parquet'],
  ['PARE', 'encrypted Parquet'],
  ['version https://git-lfs', 'Git LFS pointer'],
  ['ARROW1', 'an Arrow (Feather) file'],
  ['ORC', 'an ORC file'],
  ['Obj\u0001', 'an Avro file'],
  ['PK\u0003\u0004', 'a ZIP archive, such as an Excel file'],
  ['\u001f\u008b', 'a gzip archive'],
  ['(\u00b5/\u00fd', 'a zstd archive'],
  ['\u0089HDF', 'an HDF5 file'],
  ['SQLite format 3', 'an SQLite database'],
  ['<!DOCTYPE', 'an HTML page'],
  ['<html', 'an HTML page'],
];

function recognise(start: Uint8Array): string | undefined {
  const text = String.fromCharCode(...start);
  return MAGICS.find(([magic]) => text.startsWith(magic))?.[1];
}

const empty: FactProblem = {
  code: 'empty',
  message: 'The file is empty.',
  hint: 'Write it again, or name another one.',
};

const pointer: FactProblem = {
  code: 'git-lfs-pointer',
  message: 'This is a Git LFS pointer, not the data itself.',
  hint: 'Run `git lfs pull` in its repository.',
};

const NAMES: Readonly<Record<string, string>> = {
  parquet: 'a Parquet file',
  csv: 'a CSV file',
  tsv: 'a CSV file',
};

const stranger = (kind: string | undefined, ending: string): FactProblem => ({
  code: 'not-a-table',
  message: `This is ${kind === undefined ? 'no Parquet file' : `${kind}, not ${NAMES[ending] ?? 'a text with rows'}`}.`,
  hint: 'Name the right file, or convert it.',
});
