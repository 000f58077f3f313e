import { parse } from 'csv-parse/sync';
import type { FactProblem, TableFact, TableRemark } from '../../language/project/facts.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { delimiterOf } from './delimiter.ts';
import { readHead } from './read-head.ts';
import { NULL_MARKERS, TextColumn } from './text-column.ts';

/** Rows that types are guessed from. */
export const SAMPLED_ROWS = 1_000;

const MOST_COLUMNS = 20_000;

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Reads names from the header line and guesses types from the first rows. */
export async function readCsv(source: ByteSource, signal?: AbortSignal): Promise<TableFact> {
  const head = await readHead(source);
  signal?.throwIfAborted();
  if ('problem' in head) return head;
  const split = rowsOf(head.text, head.cut);
  if ('problem' in split) return split;
  const [header, ...rows] = split.rows;
  if (!header) return { problem: empty };
  const names = header.cells.map((cell) => cell.trim());
  if (names.length > MOST_COLUMNS) return { problem: tooWide(names.length) };
  if (names.every((name) => name !== '' && VALUE.test(name))) return { problem: noHeader(names[0]!) };
  const columns = names.map((name, index) => new TextColumn(name === '' ? `column_${index + 1}` : name));
  for (const { cells, line } of rows) {
    for (const [index, column] of columns.entries()) {
      const cell = cells[index]?.trim() ?? '';
      if (NULL_MARKERS.has(cell)) column.addNull();
      else column.add(cell, line);
    }
  }
  return {
    format: 'csv',
    columns: columns.map((column) => column.column()),
    sampled: rows.length,
    remarks: [...head.remarks, ...repeated(names), ...ragged(header, rows)],
  };
}

/** A number or a date where a name should be. */
const VALUE = /^[+-]?\d+([.,]\d+)?$|^\d{4}-\d\d-\d\d/;

function rowsOf(
  text: string,
  cut: boolean,
): { readonly rows: readonly Row[] } | { readonly problem: FactProblem } {
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: SAMPLED_ROWS + 1,
      on_record: (cells, { lines }) => {
        rows.push({ cells, line: lines });
        return null;
      },
    });
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === undefined || !code.startsWith('CSV_')) throw error;
    // The cut may have fallen between two quotes; what stands before it is sound.
    if (!cut || rows.length < 2) return { problem: broken(error as Error, lines) };
  }
  return { rows };
}

function repeated(names: readonly string[]): TableRemark[] {
  const name = names.find((each, index) => each !== '' && names.indexOf(each) !== index);
  if (name === undefined) return [];
  return [
    {
      kind: 'repeated-column',
      message: `Its header names ${name} twice.`,
      hint: 'Give the columns different names: readers number them or drop one.',
    },
  ];
}

function ragged(header: Row, rows: readonly Row[]): TableRemark[] {
  const row = rows.find(({ cells }) => cells.length !== header.cells.length);
  if (!row) return [];
  return [
    {
      kind: 'ragged-rows',
      message: `Line ${row.line} has ${row.cells.length} values, and the header ${header.cells.length} names.`,
      hint: 'Put values that hold the delimiter into quotes.',
    },
  ];
}

const empty: FactProblem = {
  code: 'empty',
  message: 'The file has no header line.',
  hint: 'Write the names of the columns into its first line.',
};

const tooWide = (count: number): FactProblem => ({
  code: 'too-large',
  message: `The header has ${count} names.`,
  hint: `Tenon reads up to ${MOST_COLUMNS}: check the delimiter.`,
});

const noHeader = (first: string): FactProblem => ({
  code: 'no-header',
  message: `Its first line holds values such as ${first}, not names.`,
  hint: 'Write the names of the columns into its first line.',
});

const broken = (error: Error, line: number | undefined): FactProblem => ({
  code: 'damaged',
  message:
    (error as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED'
      ? `A quote is never closed${line === undefined ? '' : ` (line ${line})`}.`
      : `Its rows can't be told apart${line === undefined ? '' : ` in line ${line}`}.`,
  hint: 'Check quotes and delimiter.',
});
