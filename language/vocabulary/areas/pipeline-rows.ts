import { stepResult } from '../step-result.ts';
import { either, expression, integer, list, name, quantity, ratio, word } from '../value-type.ts';
import { clause, property, verb, type RowWord } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

const WHEN = {
  when: clause(expression('steps', 'a condition'), 'Whether the step runs, such as report.passed.'),
};
const base = {
  area: 'pipelines',
  in: ['step'],
  object: { type: stepResult(), doc: 'Step whose rows are taken.', required: true },
  events: { failure: 'The step fails.', timeout: 'The step takes longer than it may.' },
} as const;
const TIMEOUT = { timeout: property(quantity('duration'), 'Longest time that the step may take.') };
const COLUMNS = list(name('the name of a column'));

/** A column that a step makes: `total = sum(amount)`. */
const made = (doc: string): RowWord => ({
  row: 'column',
  doc,
  type: 'optional',
  formula: 'required',
  formulaScope: 'rows',
  clauses: {},
});

export const map = verb('map', {
  ...base,
  doc: 'Gives each row new columns, computed from its others. A formula with the name of a column takes its place.',
  clauses: WHEN,
  properties: {
    keep: property(COLUMNS, 'Columns of before that stay; all of them when it is not written.'),
    drop: property(COLUMNS, 'Columns of before that go.'),
    ...TIMEOUT,
  },
  rows: made('A column and its formula. The type is inferred when it is left out.'),
});

export const aggregate = verb('aggregate', {
  ...base,
  doc: 'Makes one row of all rows that agree in some columns: `aggregate orders by [store, day] { sold = sum(count) }`.',
  clauses: {
    by: clause(COLUMNS, 'Columns that stay; one row for each of their combinations.', { required: true }),
    ...WHEN,
  },
  properties: TIMEOUT,
  rows: made('A column and its formula, with aggregates over the rows of the group.'),
});

export const window = verb('window', {
  ...base,
  doc: 'Makes one row of the rows of a stretch of time, again and again: `window readings by host over 5min { p95 = quantile(latency, 0.95) }`. The columns window_start and window_end are added.',
  clauses: {
    by: clause(COLUMNS, 'Columns that stay; one row for each of their combinations.'),
    over: clause(quantity('duration'), 'Length of the stretch.', { required: true }),
    ...WHEN,
  },
  properties: {
    every: property(
      quantity('duration'),
      'Time from the start of one stretch to that of the next; the length when it is not written, so that none overlap.',
    ),
    lateness: property(quantity('duration'), 'How late a row may arrive and still be counted.'),
    ...TIMEOUT,
  },
  rows: made('A column and its formula, with aggregates over the rows of the stretch.'),
});

export const sort = verb('sort', {
  ...base,
  doc: 'Puts rows in order: `sort rows by [store, day]`.',
  clauses: {
    by: clause(COLUMNS, 'Columns that decide, the first one first.', { required: true }),
    ...WHEN,
  },
  properties: {
    order: property(
      word({ ascending: 'The smallest first.', descending: 'The largest first.' }),
      'Which end comes first.',
      { default: 'ascending' },
    ),
    ...TIMEOUT,
  },
});

export const sample = verb('sample', {
  ...base,
  doc: 'Takes some of the rows by chance, the same ones each time: `sample rows to 10% by country`.',
  clauses: {
    to: clause(either(ratio(), integer({ min: 1 })), 'Share or number of the rows that stay.', {
      required: true,
    }),
    by: clause(COLUMNS, 'Columns whose values keep their shares in what is taken.'),
    ...WHEN,
  },
  properties: {
    seed: property(integer({ min: 0 }), 'Start of all random numbers.', { default: '0' }),
    ...TIMEOUT,
  },
});

export const deduplicate = verb('deduplicate', {
  ...base,
  doc: 'Leaves one of the rows that agree in some columns: `deduplicate rows by [order_id]`.',
  clauses: {
    by: clause(COLUMNS, 'Columns in which they agree.', { required: true }),
    within: clause(
      quantity('duration'),
      'How far apart in time they may lie; a stream needs it, since it remembers no longer.',
    ),
    ...WHEN,
  },
  properties: {
    keep: property(
      word({ first: 'The earliest.', last: 'The latest.' }),
      'Which of them stays, by event time.',
      { default: 'last' },
    ),
    ...TIMEOUT,
  },
});

export const words: AreaWords = { verbs: [map, aggregate, window, sort, sample, deduplicate] };
