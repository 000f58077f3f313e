import { resolve } from 'node:path';
import type { InputOrigin, InputsOutcome, PlannedInputs } from '../planned-inputs.ts';
import type { InputPlan, InputTensor } from '../input-plan.ts';
import type { InputLimits } from '../input-limits.ts';
import type { InputKnowledge, KnownInput } from '../knowledge/input-knowledge.ts';
import { columnsIn } from '../knowledge/describe-inputs.ts';
import { withStore, type TensorStore } from '../stored-tensors.ts';
import { elementBytes, type TensorData } from '../tensor-data.ts';
import { readRows } from './read-rows.ts';
import { type Row } from './rows.ts';
import { itemMaker, itemSize, MISSING, tensorOf, type ItemOfRow } from './row-tensors.ts';

interface RowRequest {
  readonly batch: number;
  readonly limits: InputLimits;
  readonly knowledge?: InputKnowledge;
  readonly project?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Batches that are taken in turn: enough that no cache holds one answer, few enough to be read in a moment. */
const MOST_BATCHES = 64;

/** Bytes of all inputs together that are taken from rows. */
const MOST_BYTES = 256 * 2 ** 20;

/** An input whose every number can be made of a row of one table. */
export interface RowInput {
  readonly tensor: InputTensor;
  readonly known: KnownInput;
  readonly make: ItemOfRow;
  /** Path of the table, relative to the project. */
  readonly path: string;
}

/** Puts rows of the project's data in the place of seeded numbers, where an input is made of them entirely. */
export async function planRowInputs(plan: InputPlan, request: RowRequest): Promise<InputsOutcome> {
  const outcome = await withStore((store) => planWithRows(plan, request, store));
  return 'problem' in outcome ? outcome : outcome.made;
}

async function planWithRows(
  plan: InputPlan,
  request: RowRequest,
  store: TensorStore,
): Promise<PlannedInputs> {
  const origins = new Map<string, InputOrigin>();
  const tables = new Map<string, RowInput[]>();
  for (const tensor of plan.tensors) {
    const found = rowInput(tensor, request);
    if (typeof found === 'string') origins.set(tensor.name, seeded(tensor, request, found));
    else tables.set(found.path, [...(tables.get(found.path) ?? []), found]);
  }
  const fills = new Map<string, InputTensor['fill']>();
  for (const [path, inputs] of tables) {
    const batches = await readBatches(path, inputs, request);
    for (const [index, { tensor, known }] of inputs.entries()) {
      if (typeof batches === 'string') {
        origins.set(tensor.name, seeded(tensor, request, `${path} ${batches}`));
        continue;
      }
      const parts = batches.parts.map((part) => part[index]!);
      fills.set(tensor.name, store.add('rows', path, parts));
      const names = known.positions.map(({ name }) => name);
      const why = `${batches.rows} rows of ${path} (${shorten(names)})`;
      origins.set(tensor.name, { input: tensor.name, origin: 'rows', why });
    }
  }
  const inputs = plan.tensors.map(({ name }) => origins.get(name)!);
  return {
    plan: {
      ...plan,
      tensors: plan.tensors.map((tensor) => ({ ...tensor, fill: fills.get(tensor.name) ?? tensor.fill })),
    },
    batch: request.batch,
    origin: fills.size > 0 ? 'rows' : 'seeded',
    inputs,
    notes: notesOf(inputs, tables.size),
    dispose: () => store.dispose(),
  };
}

function rowInput(tensor: InputTensor, request: RowRequest): RowInput | string {
  const known = request.knowledge?.inputs[tensor.name];
  if (known === undefined || request.project === undefined) return '';
  const make = itemMaker(tensor, known, request.limits[tensor.name], request.batch);
  if (typeof make === 'string') return `it ${make}`;
  const paths = new Set(known.positions.map(({ table }) => table?.path));
  const [path] = paths;
  if (path === undefined || paths.size > 1) return `its features come from ${paths.size} files`;
  return { tensor, known, make, path };
}

function seeded(tensor: InputTensor, request: RowRequest, reason: string): InputOrigin {
  const drawn = drawnFrom(tensor, request);
  return {
    input: tensor.name,
    origin: 'seeded',
    why: reason === '' ? drawn : `as ${reason}; its numbers are ${drawn}`,
  };
}

function drawnFrom({ name, dtype, fill }: InputTensor, { limits, knowledge }: RowRequest): string {
  const limit = limits[name];
  if (limit !== undefined) return `drawn as ${limit.why}`;
  if (knowledge?.inputs[name] !== undefined && fill.kind !== 'normal')
    return 'drawn from the ranges that its features declare and their rows show';
  switch (fill.kind) {
    case 'normal':
      return 'drawn from the standard normal distribution';
    case 'integers':
      return fill.low === fill.high ? `always ${fill.low}` : `drawn from ${fill.low} to ${fill.high}`;
    default:
      return `drawn for ${dtype}`;
  }
}

interface Batches {
  /** Batch by batch, for each input its tensor. */
  readonly parts: readonly (readonly TensorData[])[];
  readonly rows: number;
}

/** Reads rows and makes whole batches; a string says why there is none, as the end of a sentence about the file. */
async function readBatches(
  path: string,
  inputs: readonly RowInput[],
  { batch, project = '', signal }: RowRequest,
): Promise<Batches | string> {
  const bytes = inputs.reduce((sum, { tensor }) => sum + (itemSize(tensor, batch) ?? 0) * (elementBytes(tensor.dtype) ?? 64), 0); // prettier-ignore
  const limit = Math.max(batch, Math.min(batch * MOST_BATCHES, Math.floor(MOST_BYTES / Math.max(1, bytes))));
  const columns = [...new Set(inputs.flatMap(({ known }) => columnsNeeded(known)))];
  const read = await readRows(resolve(project, path), { columns, limit, signal });
  if ('problem' in read) return read.problem;
  const items = makeItems(read.rows, inputs);
  if (typeof items === 'string') return items;
  if (items.length === 0) return 'has no row with a value in each of these columns';
  // A table with fewer rows than a batch is gone through again.
  const whole = Math.max(1, Math.floor(items.length / batch));
  const parts = Array.from({ length: whole }, (_, part) =>
    inputs.map(({ tensor }, index) =>
      tensorOf(
        tensor.dtype,
        Array.from({ length: batch }, (__, item) => items[(part * batch + item) % items.length]![index]!),
      ),
    ),
  );
  return { parts, rows: Math.min(items.length, whole * batch) };
}

/** Columns that the values of an input are made of. */
export const columnsNeeded = (known: KnownInput): readonly string[] =>
  known.positions.flatMap(({ name, formula }) =>
    formula === undefined ? [name] : columnsIn(formula.root).map((column) => column.name),
  );

/** For each row the item of each input. Rows with holes are left out, any other misfit ends it. */
export function makeItems(
  rows: readonly Row[],
  inputs: readonly Pick<RowInput, 'make' | 'tensor'>[],
): (readonly (readonly (number | string)[])[])[] | string {
  const items: (readonly (number | string)[])[][] = [];
  for (const row of rows) {
    const made = inputs.map(({ make }) => make(row));
    const misfit = made.findIndex((item) => typeof item === 'string');
    if (misfit < 0) items.push(made as (readonly (number | string)[])[]);
    else if (made[misfit] !== MISSING)
      return `does not fit: ${inputs[misfit]!.tensor.name} ${made[misfit] as string}`;
  }
  return items;
}

const shorten = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

function notesOf(inputs: readonly InputOrigin[], tables: number): readonly string[] {
  const notes = inputs.map(({ input, origin, why }) =>
    origin === 'rows' ? `${input}: real rows, ${why}.` : `${input}: seeded, ${why}.`,
  );
  return tables > 1
    ? [...notes, 'Rows of different files are not joined: they stand beside each other.']
    : notes;
}
