import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { lacking, type Row, type RowsOutcome, type RowsWanted } from './rows.ts';

/** Reads the first rows of a file with one JSON object a line. */
export async function jsonlRows(path: string, { columns, limit, signal }: RowsWanted): Promise<RowsOutcome> {
  const stream = createReadStream(path, signal === undefined ? {} : { signal });
  const rows: Row[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      if (text.trim() === '') continue;
      const row = objectIn(text);
      if (row === undefined) return { problem: `holds no JSON object in line ${line}` };
      const absent = rows.length === 0 ? lacking(columns, Object.keys(row)) : undefined;
      if (absent !== undefined) return absent;
      rows.push(row);
      if (rows.length >= limit) break;
    }
  } finally {
    stream.destroy();
  }
  return { rows };
}

function objectIn(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
  } catch {
    return undefined;
  }
}
