import {
  isFloatName,
  isIntegerName,
  isNumeric,
  scalar,
  UNKNOWN_TYPE,
  type DataType,
} from '../types/data-type.ts';

/** How a function may be used: on one row, over many rows, as a check of rows, or as a measured figure. */
export type FunctionRole = 'scalar' | 'aggregate' | 'check' | 'measure';

export interface FunctionWord {
  readonly name: string;
  readonly role: FunctionRole;
  /** Signature as shown in help: `avg(x)`. */
  readonly signature: string;
  readonly doc: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** Arguments may be names of elsewhere, such as a column or a version of a model. */
  readonly namesOutside?: boolean;
  /** Type of the result; null behaviour is part of it. */
  result(argumentTypes: readonly DataType[]): DataType;
}

const nullable = (type: DataType): DataType => ({ ...type, nullable: true });
const always = (type: DataType) => (): DataType => type;
const first = (types: readonly DataType[]): DataType => types[0] ?? UNKNOWN_TYPE;
const anyNull = (types: readonly DataType[]): boolean => types.some((type) => type.nullable);
const likeArguments =
  (type: DataType) =>
  (types: readonly DataType[]): DataType => ({
    ...type,
    nullable: anyNull(types),
  });

/** The sum of integers is an int64 and of floats a float64, so that it does not overflow as its rows would. */
function sumType(types: readonly DataType[]): DataType {
  const type = first(types);
  if (type.kind === 'scalar' && (isIntegerName(type.name) || type.name === 'bool'))
    return scalar('int64', true);
  if (type.kind === 'scalar' && isFloatName(type.name)) return scalar('float64', true);
  return isNumeric(type) ? nullable(type) : UNKNOWN_TYPE;
}

const entry = (
  role: FunctionRole,
  signature: string,
  arity: readonly [number, number],
  doc: string,
  result: FunctionWord['result'],
  namesOutside = false,
): FunctionWord => ({ name: /^\w+/.exec(signature)![0], role, signature, arity, doc, result, namesOutside });

const FLOAT64 = scalar('float64');
const BOOL = scalar('bool');

/** Aggregates over no rows give null, except counts, which give 0; that is also what SQL does. */
export const FUNCTIONS: ReadonlyMap<string, FunctionWord> = new Map(
  [
    entry('aggregate', 'avg(x)', [1, 1], 'Mean of the values that are not null.', always(nullable(FLOAT64))),
    entry('aggregate', 'sum(x)', [1, 1], 'Sum of the values that are not null.', sumType),
    entry('aggregate', 'min(x)', [1, 1], 'Smallest value.', (types) => nullable(first(types))),
    entry('aggregate', 'max(x)', [1, 1], 'Largest value.', (types) => nullable(first(types))),
    entry(
      'aggregate',
      'count(x?)',
      [0, 1],
      'Number of rows, or of values that are not null.',
      always(scalar('int64')),
    ),
    entry(
      'aggregate',
      'count_if(condition)',
      [1, 1],
      'Number of rows for which the condition holds.',
      always(scalar('int64')),
    ),
    entry(
      'aggregate',
      'count_distinct(x)',
      [1, 1],
      'Number of different values that are not null.',
      always(scalar('int64')),
    ),
    entry('aggregate', 'stddev(x)', [1, 1], 'Sample standard deviation.', always(nullable(FLOAT64))),
    entry('aggregate', 'last(x)', [1, 1], 'Value of the latest row.', (types) => nullable(first(types))),
    entry('aggregate', 'first(x)', [1, 1], 'Value of the earliest row.', (types) => nullable(first(types))),
    entry(
      'aggregate',
      'mean(x)',
      [1, 1],
      'Mean over runs or rows; the same as avg.',
      always(nullable(FLOAT64)),
    ),
    entry(
      'aggregate',
      'quantile(x, q)',
      [2, 2],
      'The value that the share q of all values lie below, such as quantile(latency, 0.95).',
      always(nullable(FLOAT64)),
    ),
    entry(
      'aggregate',
      'null_share(x)',
      [1, 1],
      'Share of the rows for which it is null, from 0 to 1.',
      always(nullable(FLOAT64)),
    ),
    entry('scalar', 'hour(t)', [1, 1], 'Hour of the day, 0 to 23, in UTC.', likeArguments(scalar('int32'))),
    entry(
      'scalar',
      'day_of_week(t)',
      [1, 1],
      'ISO day of the week: Monday is 1, Sunday is 7.',
      likeArguments(scalar('int32')),
    ),
    entry('scalar', 'day_of_month(t)', [1, 1], 'Day of the month, from 1.', likeArguments(scalar('int32'))),
    entry('scalar', 'month(t)', [1, 1], 'Month of the year, from 1.', likeArguments(scalar('int32'))),
    entry('scalar', 'year(t)', [1, 1], 'Calendar year.', likeArguments(scalar('int32'))),
    entry('scalar', 'abs(x)', [1, 1], 'Absolute value.', first),
    entry('scalar', 'log1p(x)', [1, 1], 'Natural logarithm of 1 + x.', likeArguments(FLOAT64)),
    entry('scalar', 'sqrt(x)', [1, 1], 'Square root.', likeArguments(FLOAT64)),
    entry('scalar', 'round(x)', [1, 1], 'Nearest whole number, halves away from zero.', first),
    entry('scalar', 'lower(text)', [1, 1], 'Text in lower case.', likeArguments(scalar('string'))),
    entry('scalar', 'upper(text)', [1, 1], 'Text in upper case.', likeArguments(scalar('string'))),
    entry('scalar', 'length(x)', [1, 1], 'Number of characters or items.', likeArguments(scalar('int64'))),
    entry('scalar', 'coalesce(x, …)', [1, 9], 'The first value that is not null.', (types) => ({
      ...first(types),
      nullable: types.every((type) => type.nullable),
    })),
    entry('scalar', 'today()', [0, 0], 'The day on which the run was started.', always(scalar('date'))),
    entry('check', 'not_null(column, …)', [1, 99], 'No value of these columns is null.', always(BOOL)),
    entry('check', 'unique(column, …)', [1, 99], 'No two rows agree in all of these columns.', always(BOOL)),
    entry('check', 'freshness(x?)', [0, 1], 'Age of the newest row.', always(scalar('duration'))),
    entry(
      'measure',
      'drift(feature)',
      [1, 1],
      'Population stability index against the training data.',
      always(FLOAT64),
    ),
    entry('measure', 'psi(x)', [1, 1], 'Population stability index.', always(FLOAT64)),
    entry(
      'measure',
      'ks(x)',
      [1, 1],
      'Kolmogorov-Smirnov statistic: largest distance between two distributions, from 0 to 1.',
      always(FLOAT64),
    ),
    entry('measure', 'rows()', [0, 0], 'Number of rows.', always(scalar('int64'))),
    entry(
      'aggregate',
      'std(x)',
      [1, 1],
      'Sample standard deviation over runs; the same as stddev.',
      always(nullable(FLOAT64)),
    ),
    entry(
      'check',
      'leakage(part, part)',
      [2, 2],
      'Number of keys that stand in both parts.',
      always(scalar('int64')),
      true,
    ),
    entry(
      'check',
      'count_by(column)',
      [1, 1],
      'Number of rows of the rarest value.',
      always(scalar('int64')),
    ),
    entry(
      'measure',
      'max_gap(metric, by: column)',
      [2, 2],
      'Largest difference of a metric between groups of rows.',
      always(FLOAT64),
      true,
    ),
    entry(
      'measure',
      'recall_at(k)',
      [1, 1],
      'Share of what is relevant among the first k results.',
      always(FLOAT64),
    ),
    entry(
      'measure',
      'ndcg_at(k)',
      [1, 1],
      'Discounted gain of the first k results, against the best order.',
      always(FLOAT64),
    ),
    entry(
      'measure',
      'agreement(version)',
      [1, 1],
      'Share of requests that a version answers alike.',
      always(FLOAT64),
      true,
    ),
    entry(
      'measure',
      'uncertainty(output)',
      [1, 1],
      'Entropy of the probabilities, from 0 to 1.',
      always(FLOAT64),
      true,
    ),
    entry(
      'measure',
      'lift(metric)',
      [1, 1],
      'Relative change from the control to the treatment.',
      always(FLOAT64),
      true,
    ),
    entry(
      'measure',
      'p_value(metric)',
      [1, 1],
      'How likely such a change is where there is none.',
      always(FLOAT64),
      true,
    ),
    entry(
      'measure',
      'srm_p_value(experiment)',
      [1, 1],
      'How likely the numbers of requests are if they were divided as declared.',
      always(FLOAT64),
      true,
    ),
    entry(
      'measure',
      'word_error_rate(sample: share)',
      [1, 1],
      'Share of words that are wrong, measured on a share of the requests.',
      always(FLOAT64),
      true,
    ),
    entry(
      'scalar',
      'hash(x)',
      [1, 1],
      'A number that is the same for the same value.',
      likeArguments(scalar('int64')),
    ),
  ].map((word) => [word.name, word]),
);

export interface MeasureWord {
  readonly name: string;
  readonly doc: string;
  /** Dimension that a limit must have; a plain number has none. */
  readonly dimension?: 'duration' | 'ratio' | 'rate' | 'bytes' | 'price' | 'power' | 'money';
  /** Members such as `p99`. */
  readonly members?: readonly string[];
  readonly better: 'lower' | 'higher';
}

const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'mean', 'max'] as const;
const measure = (
  name: string,
  better: MeasureWord['better'],
  doc: string,
  more: Pick<MeasureWord, 'dimension' | 'members'> = {},
): MeasureWord => ({ name, better, doc, ...more });

/** What can be promised of something that runs. */
export const MEASURES: ReadonlyMap<string, MeasureWord> = new Map(
  [
    measure('latency', 'lower', 'Time from request to answer.', {
      dimension: 'duration',
      members: PERCENTILES,
    }),
    measure('queue_time', 'lower', 'Time that a request waits.', {
      dimension: 'duration',
      members: PERCENTILES,
    }),
    measure('throughput', 'higher', 'Requests that are answered in a time.', { dimension: 'rate' }),
    measure('availability', 'higher', 'Share of requests that are answered.', { dimension: 'ratio' }),
    measure('errors', 'lower', 'Share of requests that fail.', { dimension: 'ratio' }),
    measure('gpu_utilization', 'lower', 'Share of time in which the GPU works.', { dimension: 'ratio' }),
    measure('cpu_utilization', 'lower', 'Share of the CPU that is used.', { dimension: 'ratio' }),
    measure('memory_utilization', 'lower', 'Share of the memory that is used.', { dimension: 'ratio' }),
    measure('memory', 'lower', 'Memory in use.', { dimension: 'bytes' }),
    measure('lag', 'lower', 'How far a stream is behind.', { dimension: 'duration' }),
    measure('cost', 'lower', 'Money for one request or another unit.', { dimension: 'price' }),
    measure('first_token', 'lower', 'Time until the first token of an answer.', {
      dimension: 'duration',
      members: PERCENTILES,
    }),
    measure('per_token', 'lower', 'Time for each further token of an answer.', {
      dimension: 'duration',
      members: PERCENTILES,
    }),
    measure('first_word', 'lower', 'Time until the first word of an answer.', {
      dimension: 'duration',
      members: PERCENTILES,
    }),
    measure('kv_cache_usage', 'lower', 'Share of the cache of keys and values that is in use.', {
      dimension: 'ratio',
    }),
    measure('real_time_factor', 'lower', 'Time of computation for each second of sound or video.'),
    measure('power', 'lower', 'Electric power of the device.', { dimension: 'power' }),
    measure('frames_dropped', 'lower', 'Share of frames that are not looked at.', { dimension: 'ratio' }),
    measure('crash_rate', 'lower', 'Share of devices whose program ended with an error.', {
      dimension: 'ratio',
    }),
    measure('size', 'lower', 'Size of the model as a file.', { dimension: 'bytes' }),
    measure('speedup', 'higher', 'How many times as fast as the baseline.'),
    measure('spent', 'lower', 'Money that is spent so far, or its share of the budget.', {
      dimension: 'money',
    }),
    measure('elapsed', 'lower', 'Time since the start.', { dimension: 'duration' }),
    measure('refusal_rate', 'lower', 'Share of requests that the model refuses to answer.', {
      dimension: 'ratio',
    }),
  ].map((word) => [word.name, word]),
);

/** What can be expected of labels that people gave. */
export const LABEL_FIGURES: ReadonlyMap<string, MeasureWord> = new Map(
  [
    measure('agreement', 'higher', 'How well people agree.', { members: ['kappa', 'alpha', 'share'] }),
    measure('seconds_per_item', 'lower', 'Time that a person takes for one row.', { dimension: 'duration' }),
    measure('labelled', 'higher', 'Number of rows that have labels.'),
  ].map((word) => [word.name, word]),
);

/** Figures that an evaluation reports. */
export const METRICS: ReadonlyMap<string, MeasureWord> = new Map(
  [
    measure('auc', 'higher', 'Area under the ROC curve.'),
    measure('accuracy', 'higher', 'Share of right answers.'),
    measure('precision', 'higher', 'Share of right answers among the positive ones.'),
    measure('recall', 'higher', 'Share of the positives that were found.'),
    measure('f1', 'higher', 'Harmonic mean of precision and recall.'),
    measure('log_loss', 'lower', 'Mean negative log-likelihood.'),
    measure('rmse', 'lower', 'Root of the mean squared error.'),
    measure('mae', 'lower', 'Mean absolute error.'),
    measure('rows', 'higher', 'Number of rows that were evaluated.'),
    measure('loss', 'lower', 'The loss that the training minimises.'),
    measure('auroc', 'higher', 'Area under the ROC curve; the same as auc.'),
    measure('top1', 'higher', 'Share of images whose best guess is right.'),
    measure('top5', 'higher', 'Share of images of which one of the five best guesses is right.'),
    measure('map50', 'higher', 'Mean average precision of boxes that overlap by half.'),
    measure('ndcg', 'higher', 'Discounted gain of the order of the results, against the best order.'),
    measure('dice', 'higher', 'Overlap of two areas, from 0 to 1.'),
    measure('wer', 'lower', 'Share of words that are wrong.'),
    measure('cer', 'lower', 'Share of characters that are wrong.'),
    measure('bleu', 'higher', 'Agreement of a translation with those of people, from 0 to 100.'),
    measure('perplexity', 'lower', 'How many tokens a language model hesitates between, on the mean.'),
    measure('brier', 'lower', 'Mean squared error of a probability.'),
    measure('mape', 'lower', 'Mean absolute error as a share of the true value.'),
    measure('smape', 'lower', 'The same as a share of the mean of both values.'),
    measure('score', 'higher', 'Score of a benchmark, on its own scale.'),
  ].map((word) => [word.name, word]),
);

/** What the arguments of a function must be, where not every type will do. */
export const ARGUMENT_FAMILIES: Readonly<Record<string, 'numbers' | 'times' | 'texts'>> = {
  avg: 'numbers',
  mean: 'numbers',
  sum: 'numbers',
  stddev: 'numbers',
  quantile: 'numbers',
  abs: 'numbers',
  log1p: 'numbers',
  sqrt: 'numbers',
  round: 'numbers',
  hour: 'times',
  day_of_week: 'times',
  day_of_month: 'times',
  month: 'times',
  year: 'times',
  lower: 'texts',
  upper: 'texts',
};
