import type { FilledTensor } from '../inputs/fill-tensors.ts';
import { valuesOf } from './output-errors.ts';

/** How well outputs match the truth, by one metric. */
export interface Score {
  readonly metric: string;
  readonly base: number;
  readonly candidate: number;
  /** The candidate lost more than may be put down to other roundings. */
  readonly isWorse: boolean;
}

/** The truth, row by row, and what it is: the number of a class, or a quantity. */
export interface Labels {
  readonly values: readonly number[];
  readonly kind: 'class' | 'number';
}

/** What a model says about each row. */
export interface Predictions {
  /** Class with the highest value; for a single value, whether it is above one half. */
  readonly classes: readonly number[];
  /** The single value, or that of the second of two classes; undefined for more classes. */
  readonly values: readonly number[] | undefined;
}

/** A share such as accuracy may fall by one in a hundred, an error may grow by five in a hundred. */
const [allowedLoss, allowedGrowth] = [0.01, 0.05];

type Metric = {
  readonly better: 'higher' | 'lower';
  readonly of: (p: Predictions, truth: readonly number[]) => number;
};

/** Metrics that can be computed from outputs and labels alone, by the language's names. */
const metrics: Readonly<Record<string, Metric>> = {
  accuracy: {
    better: 'higher',
    of: ({ classes }, truth) => share(truth, (label, row) => classes[row] === label),
  },
  auc: { better: 'higher', of: ({ values }, truth) => areaUnderCurve(values, truth) },
  precision: { better: 'higher', of: (p, truth) => ratio(hits(p, truth), count(p.classes, 1)) },
  recall: { better: 'higher', of: (p, truth) => ratio(hits(p, truth), count(truth, 1)) },
  f1: {
    better: 'higher',
    of: (p, truth) => ratio(2 * hits(p, truth), count(p.classes, 1) + count(truth, 1)),
  },
  mae: { better: 'lower', of: ({ values }, truth) => meanOf(values, truth, (error) => Math.abs(error)) },
  mse: { better: 'lower', of: ({ values }, truth) => meanOf(values, truth, (error) => error ** 2) },
  rmse: {
    better: 'lower',
    of: ({ values }, truth) => Math.sqrt(meanOf(values, truth, (error) => error ** 2)),
  },
};

/** Other names for the same. */
const synonyms: Readonly<Record<string, string>> = { auroc: 'auc', top1: 'accuracy', brier: 'mse' };

/** Scores of both sides by the metrics that can be computed here; none when the outputs can't be read as answers. */
export function scores(
  names: readonly string[],
  labels: Labels,
  base: Predictions | undefined,
  candidate: Predictions | undefined,
): readonly Score[] {
  if (base === undefined || candidate === undefined) return [];
  // What the language calls `val_accuracy` or `test.auc` is the same on these rows.
  const known = names.map((name) => ({ name, metric: metricOf(name.replace(/^.*[._]/, '').toLowerCase()) }));
  const usual = {
    name: labels.kind === 'class' ? 'accuracy' : 'mae',
    metric: metrics[labels.kind === 'class' ? 'accuracy' : 'mae'],
  };
  const chosen = known.some(({ metric }) => metric !== undefined) ? known : [usual];
  return chosen.flatMap(({ name, metric }): Score[] => {
    if (metric === undefined) return [];
    const [ours, theirs] = [metric.of(base, labels.values), metric.of(candidate, labels.values)];
    if (Number.isNaN(ours) || Number.isNaN(theirs)) return [];
    const isWorse =
      metric.better === 'higher' ? theirs < ours - allowedLoss : theirs > ours * (1 + allowedGrowth);
    return [{ metric: name, base: ours, candidate: theirs, isWorse }];
  });
}

/**
 * Reads the outputs of batch after batch as answers: a whole number for each row is a class, a float a value, several
 * floats one value for each class. Undefined when no output has a row for each item.
 *
 * @param rows rows that count; the last batch may be filled up
 */
export function predictions(
  runs: readonly (readonly FilledTensor[])[],
  batch: number,
  rows: number,
): Predictions | undefined {
  const [first] = runs;
  const output = first?.find(
    ({ shape, dtype }) => shape[0] === batch && shape.length <= 2 && dtype !== 'string',
  );
  if (output === undefined) return undefined;
  const width = output.shape[1] ?? 1;
  const all = runs.flatMap((run) => {
    const tensor = run.find(({ name }) => name === output.name);
    return tensor === undefined ? [] : Array.from(valuesOf(tensor) as ArrayLike<number | bigint>, Number);
  });
  const items = Array.from({ length: rows }, (_, row) => all.slice(row * width, (row + 1) * width));
  if (items.some((item) => item.length !== width)) return undefined;
  const isClass = !output.dtype.startsWith('float');
  return {
    classes: items.map((item) => (isClass ? item[0]! : width === 1 ? Number(item[0]! > 0.5) : largest(item))),
    values: width > 2 ? undefined : items.map((item) => item.at(-1)!),
  };
}

const metricOf = (name: string): Metric | undefined => metrics[synonyms[name] ?? name];

const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

const share = (truth: readonly number[], holds: (label: number, row: number) => boolean): number =>
  truth.filter(holds).length / truth.length;

const count = (values: readonly number[], wanted: number): number =>
  values.filter((value) => value === wanted).length;

const hits = ({ classes }: Predictions, truth: readonly number[]): number =>
  truth.filter((label, row) => label === 1 && classes[row] === 1).length;

/** Not a number without anything to divide by. */
const ratio = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

function meanOf(
  values: readonly number[] | undefined,
  truth: readonly number[],
  cost: (error: number) => number,
): number {
  if (values === undefined) return Number.NaN;
  return truth.reduce((sum, label, row) => sum + cost(values[row]! - label), 0) / truth.length;
}

/** Chance that a row of class 1 gets a higher value than one of class 0, ties counting half (Mann and Whitney). */
function areaUnderCurve(values: readonly number[] | undefined, truth: readonly number[]): number {
  if (values === undefined) return Number.NaN;
  const order = truth.map((_, row) => row).sort((a, b) => values[a]! - values[b]!);
  let ranks = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const positive = order.slice(from, to).filter((row) => truth[row] === 1).length;
    ranks += positive * ((from + 1 + to) / 2);
    from = to;
  }
  const positive = count(truth, 1);
  return ratio(ranks - (positive * (positive + 1)) / 2, positive * (truth.length - positive));
}
