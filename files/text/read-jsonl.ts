import type { FactProblem, TableColumn, TableFact } from '../../language/project/facts.ts';
import { scalar, UNKNOWN_TYPE, type DataType } from '../../language/types/data-type.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { mergeTypes, typeOfJson } from './json-type.ts';
import { SAMPLED_ROWS } from './read-csv.ts';
import { readHead } from './read-head.ts';
import { TextColumn } from './text-column.ts';

const MOST_COLUMNS = 20_000;

/** One key of the objects: plain values are held against kinds of text, objects and lists give a type. */
interface Key {
  readonly texts: TextColumn;
  readonly firstRow: number;
  nested?: DataType;
  onlyStrings: boolean;
  rows: number;
  nulls: number;
}

/** Reads the keys and types of the first objects, one on each line. */
export async function readJsonl(source: ByteSource, signal?: AbortSignal): Promise<TableFact> {
  const head = await readHead(source);
  signal?.throwIfAborted();
  if ('problem' in head) return head;
  const keys = new Map<string, Key>();
  let rows = 0;
  for (const [index, line] of head.text.split('\n').entries()) {
    if (rows === SAMPLED_ROWS) break;
    const text = index === 0 ? line.replace(/^\uFEFF/, '').trim() : line.trim();
    if (text === '') continue;
    const row = objectOf(text);
    if (row === undefined) return { problem: notAnObject(index + 1, text) };
    rows++;
    for (const [name, value] of Object.entries(row)) take(keys, name, value, index + 1, rows);
    if (keys.size > MOST_COLUMNS) return { problem: tooWide };
  }
  if (rows === 0) return { problem: empty };
  return {
    format: 'jsonl',
    columns: [...keys.values()].map((key) => columnOf(key, rows)),
    sampled: rows,
    remarks: head.remarks,
  };
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function take(keys: Map<string, Key>, name: string, value: unknown, line: number, row: number): void {
  let key = keys.get(name);
  if (!key)
    keys.set(
      name,
      (key = { texts: new TextColumn(name), firstRow: row, onlyStrings: true, rows: 0, nulls: 0 }),
    );
  key.rows++;
  if (value === null) key.nulls++;
  else if (typeof value === 'object') key.nested = mergeTypes(key.nested, typeOfJson(value));
  else {
    key.onlyStrings &&= typeof value === 'string';
    key.texts.add(typeof value === 'string' ? value : JSON.stringify(value), line);
  }
}

function columnOf({ texts, nested, onlyStrings, rows: present, nulls }: Key, rows: number): TableColumn {
  const missing = rows - present + nulls;
  const nullable = missing > 0;
  if (nested) {
    const type = texts.hasValues ? UNKNOWN_TYPE : nested;
    return { name: texts.name, type: { ...type, nullable }, nulls: missing };
  }
  const column = texts.column();
  const type = onlyStrings && texts.hasValues ? stringType(column.type) : column.type;
  return { ...column, type: { ...type, nullable }, nulls: missing };
}

/** A quoted number is a text; a quoted moment is how JSON writes moments. */
const stringType = (type: DataType): DataType =>
  type.kind === 'scalar' && (type.name === 'date' || type.name === 'timestamp') ? type : scalar('string');

const notAnObject = (line: number, text: string): FactProblem => ({
  code: 'damaged',
  message: `Line ${line} is no JSON object: ${text.slice(0, 40)}${text.length > 40 ? '…' : ''}`,
  hint: 'Write one object on each line.',
});

const tooWide: FactProblem = {
  code: 'too-large',
  message: `Its objects have more than ${MOST_COLUMNS} different keys.`,
  hint: 'Keep keys that are values in a map of their own.',
};

const empty: FactProblem = {
  code: 'empty',
  message: 'The file holds no object.',
  hint: 'Write one JSON object on each line.',
};
