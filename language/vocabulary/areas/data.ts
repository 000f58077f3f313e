import { boolean, expression, list, name, quantity, reference, text, word } from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

export const FORMATS = {
  parquet: 'Apache Parquet, column by column, with its own types.',
  csv: 'Comma-separated text with a header line.',
  jsonl: 'One JSON object on each line.',
  avro: 'Apache Avro, as streams often carry it.',
  delta: 'Delta Lake table.',
  iceberg: 'Apache Iceberg table.',
  sql: 'A table or view of a database.',
  images: 'Image files in folders.',
  coco: 'Images with COCO annotations.',
  dicom: 'Medical images.',
  tfrecord: 'TensorFlow records.',
} as const;

export const source = noun('source', {
  area: 'data',
  doc: 'Rows that come from somewhere: files, a table or a stream. Its schema says which columns they have.',
  in: ['file', 'environment'],
  clauses: {
    from: clause(reference(), 'Database, stream or platform that the rows come from.'),
  },
  properties: {
    format: property(word(FORMATS), 'How the rows are stored.', { default: 'parquet' }),
    location: property(
      text('a URI, or a path in the project'),
      'Where the rows are: a URI, or a path relative to the project folder.',
    ),
    table: property(
      text('the name of a table, such as "crm.customers"'),
      'Table or view of the database that the rows are read from.',
    ),
    topic: property(text(), 'Topic of the stream.'),
    event_time: property(
      name('the name of a column'),
      'Column that says when the row happened. Windows and point-in-time joins go by it.',
    ),
    lateness: property(quantity('duration'), 'How late a row may arrive and still be counted.'),
    sensitive: property(boolean(), 'The rows hold personal data.', { default: 'off' }),
    label: property(name(), 'Where an image gets its label from.'),
  },
});

export const sink = noun('sink', {
  area: 'data',
  doc: 'Rows that go somewhere: files, a table or a stream.',
  in: ['file', 'environment'],
  clauses: { to: clause(reference(), 'Database, stream or platform that the rows go to.') },
  properties: {
    format: property(word(FORMATS), 'How the rows are stored.', { default: 'parquet' }),
    location: property(text('a URI, or a path in the project'), 'Where the rows are written.'),
    table: property(
      text('the name of a table, such as "crm.scores"'),
      'Table of the database that the rows are written to.',
    ),
    topic: property(text(), 'Topic of the stream.'),
    key: property(
      list(name('the name of a column')),
      'Columns that messages are keyed by, or by which mode upsert knows a row again.',
    ),
    mode: property(
      word({
        append: 'Adds to what is there, so that a second run writes the rows twice.',
        overwrite: 'Replaces what is there.',
        upsert: 'Replaces the rows with the same key and adds the others.',
      }),
      'What happens to rows that are there already.',
      { default: 'append' },
    ),
    partition: property(list(name('the name of a column')), 'Columns by which the files are laid out.'),
  },
});

const COLUMN_ROWS = {
  row: 'column',
  doc: 'A column: its name, its type, and what holds for it.',
  type: 'required',
  formula: 'none',
  flags: {
    key: 'Part of the key of the row.',
    pii: 'Personal data.',
  },
  properties: {
    mask: property(
      word({
        hash: 'The same value always becomes the same code.',
        drop: 'The column is left out.',
        year: 'Only the year of a date stays.',
      }),
      'What is done to personal data before anybody reads them.',
    ),
  },
  clauses: {
    where: clause(
      expression('columns', 'a condition on value'),
      'Condition that each value must meet; `value` is the value.',
    ),
  },
} as const;

export const schema = noun('schema', {
  area: 'data',
  doc: 'The columns of the rows, each with its type.',
  in: ['source', 'sink', 'dataset'],
  name: 'none',
  rows: COLUMN_ROWS,
});

export const columns = noun('columns', {
  area: 'data',
  doc: 'The columns of a dataset, each with its type.',
  in: ['dataset', 'source'],
  name: 'none',
  rows: COLUMN_ROWS,
});

/** A promise about the rows of a source, checked whenever they are read. */
export const expectOfSource = verb('expect', {
  area: 'data',
  doc: 'What is expected of the rows. A warning is reported; anything else fails.',
  in: ['source', 'dataset'],
  object: { type: expression('rows', 'a condition on rows'), doc: 'The condition.', required: true },
  clauses: {
    severity: clause(
      word({ error: 'The rows are refused.', warning: 'It is only reported.' }),
      'What happens when it does not hold.',
    ),
  },
});

export const words: AreaWords = { nouns: [source, sink, schema, columns], verbs: [expectOfSource] };
