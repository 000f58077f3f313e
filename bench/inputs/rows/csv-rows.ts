import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { delimiterOf, NULL_MARKERS, openFile } from '../../../files/index.ts';
import { lacking, type Row, type RowsOutcome, type RowsWanted } from './rows.ts';

const HEAD_BYTES = 64 * 1024;

/** Reads the first rows of a CSV file; texts that are numbers become numbers. */
export async function csvRows(path: string, { columns, limit, signal }: RowsWanted): Promise<RowsOutcome> {
  const opened = await openFile(path);
  if ('problem' in opened) return { problem: `cannot be read: ${opened.problem.message}` };
  const head = await opened.source.read(0, HEAD_BYTES);
  opened.close();
  const stream = createReadStream(path, signal === undefined ? {} : { signal });
  const parser = stream.pipe(
    parse({
      delimiter: delimiterOf(new TextDecoder().decode(head)),
      bom: true,
      trim: true,
      columns: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: limit,
    }),
  );
  // An error of the stream would else go past the parser, which waits.
  stream.once('error', (error) => parser.destroy(error));
  const rows: Row[] = [];
  try {
    for await (const record of parser as AsyncIterable<Readonly<Record<string, string>>>) {
      const absent = rows.length === 0 ? lacking(columns, Object.keys(record)) : undefined;
      if (absent !== undefined) return absent;
      rows.push(Object.fromEntries(columns.map((column) => [column, valueOf(record[column] ?? '')])));
    }
  } finally {
    stream.destroy();
  }
  return { rows };
}

function valueOf(text: string): unknown {
  if (NULL_MARKERS.has(text)) return null;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  // A number such as 00123 is a text: its zeros mean something.
  if (/^[+-]?(0\d|$)/.test(text)) return text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
