import { stepResult } from '../step-result.ts';
import { call, expression, integer, list, name, quantity, ratio, reference, word } from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

const PIPELINE_EVENTS = {
  failure: 'A step has failed for good, after its retries.',
  timeout: 'The pipeline takes longer than it may.',
  success: 'All steps have succeeded.',
} as const;

const STEP_EVENTS = {
  failure: 'The step fails. For a validation: rows break what is expected of them.',
  timeout: 'The step takes longer than it may.',
} as const;

export const pipeline = noun('pipeline', {
  area: 'pipelines',
  doc: 'Steps that run in the order of their data, on a schedule or when asked.',
  in: ['file', 'environment'],
  properties: {
    schedule: property(
      call({
        cron: 'Minute, hour, day of month, month and day of week; zone: the time zone, UTC without it.',
      }),
      'When it runs: `cron("0 3 * * *", zone: "UTC")`.',
    ),
    after: property(
      list(reference('pipeline')),
      'Pipelines that must have succeeded since its last run; it starts when the last of them has.',
    ),
    on_arrival: property(
      list(reference('source', 'dataset')),
      'It starts when new rows have arrived in one of these.',
    ),
    timeout: property(quantity('duration'), 'Longest time for all steps together.'),
    concurrency: property(integer({ min: 1 }), 'How many runs may go on at the same time.'),
    mode: property(
      word({ batch: 'Over rows that are there.', streaming: 'Over rows as they come.' }),
      'Whether it ends.',
      { default: 'batch' },
    ),
    guarantee: property(
      word({ at_least_once: 'A row may be handled twice.', exactly_once: 'Each row is handled once.' }),
      'How often a row of a stream is handled.',
    ),
  },
  events: PIPELINE_EVENTS,
  flow: true,
});

export const parallel = noun('parallel', {
  area: 'pipelines',
  doc: 'Steps that may run at the same time. Steps that take nothing from each other do so anyway.',
  in: ['pipeline', 'parallel'],
  name: 'none',
  flow: true,
});

export const step = noun('step', {
  area: 'pipelines',
  doc: 'One piece of work, named by its result: `step clean = validate rows { … }`.',
  in: ['pipeline', 'parallel', 'service', 'optimize', 'branch'],
});

export const starts = verb('starts', {
  area: 'pipelines',
  doc: 'What lets it begin, beside its schedule.',
  in: ['pipeline'],
  clauses: { when: clause(expression('measures', 'a condition'), 'The condition.', { required: true }) },
});

/** Properties of every step that stands for work of its own. */
const WORK = {
  timeout: property(quantity('duration'), 'Longest time that the step may take.'),
} as const;

const WHEN = {
  when: clause(expression('steps', 'a condition'), 'Whether the step runs, such as report.passed.'),
};

const base = { area: 'pipelines', in: ['step'], events: STEP_EVENTS } as const;
const ROWS_OF = { type: stepResult(), doc: 'Step whose rows are taken.', required: true };

export const read = verb('read', {
  ...base,
  doc: 'Reads the rows of a source.',
  object: { type: reference('source', 'dataset'), doc: 'The source.', required: true },
  clauses: { where: clause(expression('rows', 'a condition on rows'), 'Which rows are read.'), ...WHEN },
  properties: WORK,
});

export const validate = verb('validate', {
  ...base,
  doc: 'Holds rows against the schema of their source and what is expected of them. Rows that break it fail the step, or are isolated.',
  object: ROWS_OF,
  clauses: WHEN,
  properties: {
    reference: property(
      stepResult('dataset', 'source'),
      'Rows whose distributions drift, psi and ks compare with.',
    ),
    ...WORK,
  },
});

export const expectOfRows = verb('expect', {
  area: 'pipelines',
  doc: 'What is expected of the rows; one for which it is unknown passes. A warning is only reported.',
  in: ['validate'],
  object: { type: expression('rows', 'a condition on rows'), doc: 'The condition.', required: true },
  clauses: {
    severity: clause(
      word({ error: 'The row is bad.', warning: 'It is only reported.' }),
      'What happens when it does not hold.',
    ),
  },
});

export const filter = verb('filter', {
  ...base,
  doc: 'Keeps the rows for which a condition holds.',
  object: ROWS_OF,
  clauses: {
    where: clause(expression('rows', 'a condition on rows'), 'Which rows are kept.', { required: true }),
    ...WHEN,
  },
  properties: WORK,
});

export const join = verb('join', {
  ...base,
  doc: 'Gives each row its features as they were known at its event time, or the columns of another row with the same key: `join orders with customers by customer_id`.',
  object: ROWS_OF,
  clauses: {
    with: clause(
      list(reference('features', 'bundle', 'step', 'source', 'dataset')),
      'Views, a bundle, or other rows.',
      { required: true },
    ),
    by: clause(
      list(name('the name of a column')),
      'Columns in which rows that belong together agree. Views know the key of their entity themselves.',
    ),
    ...WHEN,
  },
  properties: {
    as_of: property(
      name('the name of a column'),
      'Column with the moment whose features are given; the event time of the rows without it.',
    ),
    missing: property(
      word({ drop: 'The row is left out.', keep: 'The row stays, with nulls.' }),
      'What happens to a row for which the other rows have none.',
      { default: 'keep' },
    ),
    ...WORK,
  },
});

export const split = verb('split', {
  ...base,
  doc: 'Divides rows into parts, by key or by time, the same way each time: `split rows by card_id { train: 80%, eval: 20% }`.',
  object: ROWS_OF,
  clauses: {
    by: clause(
      list(name('the name of a column')),
      'Columns whose values stay together in one part. By a time, the first part gets the earliest rows.',
      { required: true },
    ),
    ...WHEN,
  },
  properties: WORK,
  settings: { type: ratio(), doc: 'A part and its share; the shares add up to 100 %.' },
});

export const train = verb('train', {
  ...base,
  doc: 'Runs a training on examples; the result is a model.',
  object: { type: reference('training'), doc: 'The training.', required: true },
  clauses: {
    on: clause(list(stepResult('dataset', 'source')), 'The examples.'),
    from: clause(stepResult(), 'Model of another step that it continues.'),
    with: clause(stepResult(), 'Step of a search whose best parameters are used, such as found.best.'),
    ...WHEN,
  },
  properties: WORK,
});

export const evaluate = verb('evaluate', {
  ...base,
  doc: 'Measures a trained model on rows that it has not seen. Others ask whether it `passed`.',
  object: { type: stepResult(), doc: 'Step that trained the model.', required: true },
  clauses: {
    on: clause(list(stepResult('dataset', 'source')), 'The rows.', { required: true }),
    ...WHEN,
  },
  properties: WORK,
});

export const requireOfModel = verb('require', {
  area: 'pipelines',
  doc: 'What must hold of a measured figure, such as auc >= 0.9. If nothing asks whether the step passed, it fails when this is broken.',
  in: ['evaluate'],
  object: { type: expression('metrics', 'a condition on metrics'), doc: 'The condition.', required: true },
});

export const register = verb('register', {
  ...base,
  doc: 'Puts a trained model into the registry as a new version of a model.',
  object: { type: stepResult(), doc: 'Step that trained it.', required: true },
  clauses: {
    as: clause(reference('model'), 'Model that it is a version of.', { required: true }),
    ...WHEN,
  },
  properties: WORK,
});

export const write = verb('write', {
  ...base,
  doc: 'Writes rows to a sink.',
  object: ROWS_OF,
  clauses: { to: clause(reference('sink'), 'The sink.', { required: true }), ...WHEN },
  properties: WORK,
});

export const predict = verb('predict', {
  ...base,
  doc: 'Runs a model on rows.',
  object: { type: reference('model', 'training', 'engine'), doc: 'The model.', required: true },
  clauses: { on: clause(list(stepResult('dataset', 'source')), 'The rows.'), ...WHEN },
  properties: WORK,
});

export const STAGE = word({
  staging: 'Where it is tried.',
  production: 'Where it is used.',
  archived: 'Where it is kept, and no longer used.',
});

export const promote = verb('promote', {
  ...base,
  doc: 'Moves a registered version to a stage.',
  object: { type: stepResult(), doc: 'Step that registered it.', required: true },
  clauses: {
    to: clause(STAGE, 'The stage.', { required: true }),
    ...WHEN,
  },
  properties: WORK,
});

export const approve = verb('approve', {
  ...base,
  doc: 'Waits until people agree.',
  object: { type: stepResult(), doc: 'Step whose result they look at.', required: true },
  clauses: {
    by: clause(name('who approves', 'channel'), 'Who has to agree.', { required: true }),
    within: clause(quantity('duration'), 'How long they have.'),
    ...WHEN,
  },
});

/** The verbs of steps that become steps of the resolved model, each with a type of its own. */
export const STEP_VERBS = { read, validate, filter, join, split, train, evaluate, register, write } as const;

export const words: AreaWords = {
  nouns: [pipeline, parallel, step],
  verbs: [
    starts,
    read,
    validate,
    expectOfRows,
    filter,
    join,
    split,
    train,
    evaluate,
    requireOfModel,
    register,
    write,
    predict,
    promote,
    approve,
  ],
};
