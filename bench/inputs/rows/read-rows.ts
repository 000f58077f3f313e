import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isLoggedTable, listDataFiles } from '../../../files/index.ts';
import type { Row, RowsOutcome, RowsWanted } from './rows.ts';

/**
 * Reads the first rows of a Parquet, CSV or JSONL file, or of a folder of them. A problem is the end of a sentence
 * about the file: `has no column miles`. Throws only when the signal is aborted.
 */
export async function readRows(path: string, wanted: RowsWanted): Promise<RowsOutcome> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return { problem: 'is not there' };
  if (facts.isFile()) return readFileRows(path, wanted);
  if (!facts.isDirectory()) return { problem: 'is no file' };
  // Only its log says which of the files count.
  if (await isLoggedTable(path))
    return { problem: 'is a table with a log of its own, such as Delta or Iceberg' };
  const rows: Row[] = [];
  const { files } = await listDataFiles(path, wanted.signal);
  if (files.length === 0) return { problem: 'holds no data files' };
  for (const file of files) {
    if (rows.length >= wanted.limit) break;
    const read = await readFileRows(join(path, file), { ...wanted, limit: wanted.limit - rows.length });
    if ('problem' in read) return { problem: `${read.problem} (${file})` };
    rows.push(...read.rows);
  }
  return { rows };
}

async function readFileRows(path: string, wanted: RowsWanted): Promise<RowsOutcome> {
  try {
    const ending = /\.(\w+)$/.exec(basename(path))?.[1]?.toLowerCase();
    // What reads a format is loaded when a file has it.
    if (ending === 'csv' || ending === 'tsv')
      return await (await import('./csv-rows.ts')).csvRows(path, wanted);
    if (ending === 'jsonl' || ending === 'ndjson')
      return await (await import('./jsonl-rows.ts')).jsonlRows(path, wanted);
    return await (await import('./parquet-rows.ts')).parquetRows(path, wanted);
  } catch (error) {
    wanted.signal?.throwIfAborted();
    return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}
