import { resolve } from 'node:path';
import type { Expression, System } from '../../../language/index.ts';
import type { Signature } from '../../../files/onnx/index.ts';
import type { InputOrigin } from '../planned-inputs.ts';
import { readInputLimits } from '../input-limits.ts';
import { planInputs, type InputPlan } from '../input-plan.ts';
import { columnsIn, describeInputs, tableOf } from '../knowledge/describe-inputs.ts';
import type { KnownTable } from '../knowledge/input-knowledge.ts';
import { trainingOf } from '../knowledge/training-of.ts';
import { withStore } from '../stored-tensors.ts';
import type { TensorData } from '../tensor-data.ts';
import { CannotEvaluate, evaluateRow, type RowValue } from './evaluate-row.ts';
import { readRows } from './read-rows.ts';
import { type Row } from './rows.ts';
import { columnsNeeded, makeItems, type RowInput } from './row-inputs.ts';
import { itemMaker, tensorOf } from './row-tensors.ts';

export interface LabelRequest {
  readonly system: System;
  /** Qualified name of the model. */
  readonly model: string;
  /** Absolute path of the project. */
  readonly project: string;
  /** Absolute path of the ONNX file. */
  readonly file: string;
  /** Rows that one run takes. */
  readonly batch: number;
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Most rows; 10,000 when left out. */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface LabelledRows {
  /** Inputs with one part for each batch: `fillTensors(plan.tensors, seed, part)`. */
  readonly plan: InputPlan;
  readonly parts: number;
  readonly batch: number;
  /** One for each row, in the order of the parts; the last part is filled up with its first row. */
  readonly labels: readonly number[];
  /** A class by its number (a boolean is 0 or 1), or a quantity. */
  readonly kind: 'class' | 'number';
  /** As the project names them, such as `accuracy` or `auc`. */
  readonly metrics: readonly string[];
  readonly inputs: readonly InputOrigin[];
  /** Sentences for the report. */
  readonly notes: readonly string[];
  /** Deletes what was stored; to be called when the last run is over. */
  dispose(): void;
}

/** One row: an item for each input, and the truth. */
interface Example {
  readonly items: readonly (readonly (number | string)[])[];
  readonly label: number;
}

const MOST_ROWS = 10_000;

/**
 * Rows with their labels, so that outputs can be held against the truth. `why` says, as a sentence, what the project
 * lacks for it. Throws only when the signal is aborted.
 */
export async function readLabelledRows(
  signature: Signature,
  request: LabelRequest,
): Promise<{ readonly rows: LabelledRows } | Why> {
  const truth = truthOf(request.system, request.model);
  if ('why' in truth) return truth;
  const planned = planInputs(signature, { batch: request.batch, dimensions: request.dimensions ?? {} });
  if ('problem' in planned) return { why: planned.problem.message };
  const made = await inputsOfRows(planned.plan, truth.table, request);
  if ('why' in made) return made;
  const { inputs } = made;
  const read = await readExamples(inputs, truth, request);
  if ('why' in read) return read;
  const { examples } = read;
  const stored = await withStore((store) => ({
    store,
    tensors: inputs.map(({ tensor }, index) => {
      const batches = batchesOf(tensor.dtype, index, examples, request.batch);
      return { ...tensor, fill: store.add('rows', truth.table.path, batches) };
    }),
  }));
  if ('problem' in stored) return { why: stored.problem.message };
  const { tensors, store } = stored.made;
  const { table, label, metrics } = truth;
  const why = `${examples.length} rows of ${table.path}`;
  return {
    rows: {
      plan: { tensors, assumed: planned.plan.assumed },
      parts: Math.ceil(examples.length / request.batch),
      batch: request.batch,
      labels: examples.map((example) => example.label),
      kind: kindOf(label),
      metrics,
      inputs: tensors.map(({ name }) => ({ input: name, origin: 'rows', why })),
      notes: [`${why} with the label ${label.text}; the model may have been trained on them.`],
      dispose: () => store.dispose(),
    },
  };
}

interface Why {
  readonly why: string;
}

/** Where the label of a model's examples stands, and what is computed with it. */
interface Truth {
  readonly label: Expression;
  readonly metrics: readonly string[];
  readonly table: KnownTable;
}

function truthOf(system: System, model: string): Truth | Why {
  const facts = trainingOf(system, model);
  const label = facts?.training.label;
  if (facts === undefined || label === undefined)
    return { why: `No training of ${model} says what its label is.` };
  const { training, source, metrics } = facts;
  if (metrics.length === 0)
    return { why: `Neither ${training.name} nor a pipeline that evaluates it names a metric.` };
  const table = source === undefined ? 'is trained on rows that are made in a pipeline' : tableOf(source);
  return typeof table === 'string' ? { why: `${training.name} ${table}.` } : { label, metrics, table };
}

type RowMaker = Pick<RowInput, 'tensor' | 'known' | 'make'>;

/** How each input is made of a row of this table. */
async function inputsOfRows(
  plan: InputPlan,
  table: KnownTable,
  { system, model, file, batch, signal }: LabelRequest,
): Promise<{ readonly inputs: readonly RowMaker[] } | Why> {
  const limits = await readInputLimits(file, signal);
  const knowledge = describeInputs(system, model);
  const inputs: RowMaker[] = [];
  for (const tensor of plan.tensors) {
    const { name } = tensor;
    const known = knowledge.inputs[name];
    if (known === undefined) return { why: `Input ${name} is not filled by features or a column.` };
    const make = itemMaker(tensor, known, limits[name], batch);
    if (typeof make === 'string') return { why: `Input ${name} ${make}.` };
    const other = known.positions.find((position) => position.table?.path !== table.path);
    if (other !== undefined)
      return { why: `Input ${name} takes ${other.name} of another file than ${table.path}.` };
    inputs.push({ tensor, known, make });
  }
  return { inputs };
}

/** Rows that have a label and all inputs. */
async function readExamples(
  inputs: readonly RowMaker[],
  { label, table }: Truth,
  { project, limit = MOST_ROWS, signal }: LabelRequest,
): Promise<{ readonly examples: readonly Example[] } | Why> {
  const ofLabel = columnsIn(label.root).map(({ name }) => name);
  const columns = [...new Set([...inputs.flatMap(({ known }) => columnsNeeded(known)), ...ofLabel])];
  const read = await readRows(resolve(project, table.path), { columns, limit, signal });
  if ('problem' in read) return { why: `${table.path} ${read.problem}.` };
  const labelled = labelsOf(label, read.rows, table.enums);
  if (typeof labelled === 'string') return { why: `The label ${label.text} ${labelled}.` };
  const examples: Example[] = [];
  for (const { row, label: value } of labelled) {
    if (value === null) continue;
    // One row at a time, so that a row with a hole takes its label away with it.
    const made = makeItems([row], inputs);
    if (typeof made === 'string') return { why: `${table.path} ${made}.` };
    if (made[0] !== undefined) examples.push({ items: made[0], label: value });
  }
  if (examples.length === 0) return { why: `${table.path} has no row with a label and all inputs.` };
  return { examples };
}

/** The batches of one input; the last one is filled up with its own first row. */
function* batchesOf(
  dtype: string,
  input: number,
  examples: readonly Example[],
  batch: number,
): Generator<TensorData> {
  for (let from = 0; from < examples.length; from += batch) {
    const items = Array.from(
      { length: batch },
      (_, item) => (examples[from + item] ?? examples[from]!).items[input]!,
    );
    yield tensorOf(dtype, items);
  }
}

const kindOf = ({ type }: Expression): LabelledRows['kind'] => {
  if (type.kind === 'enum') return 'class';
  return type.kind === 'scalar' && /^bool$|int/.test(type.name) ? 'class' : 'number';
};

function labelsOf(
  label: Expression,
  rows: readonly Row[],
  enums: Readonly<Record<string, readonly string[]>>,
): readonly { readonly row: Row; readonly label: number | null }[] | string {
  const column = label.root.node === 'column' ? label.root.name : '';
  try {
    return rows.map((row) => ({ row, label: numberOf(evaluateRow(label.root, row), enums[column]) }));
  } catch (error) {
    if (error instanceof CannotEvaluate) return `cannot be computed from a row: ${error.message}`;
    throw error;
  }
}

function numberOf(value: RowValue, values: readonly string[] | undefined): number | null {
  if (value === null || typeof value === 'number') return value;
  const place = typeof value === 'string' ? (values?.indexOf(value) ?? -1) : -1;
  if (place < 0) throw new CannotEvaluate(`${String(value)} is no number`);
  return place;
}
