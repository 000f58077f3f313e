import type { InputTensor } from '../input-plan.ts';
import type { InputLimit } from '../input-limits.ts';
import type { KnownInput, KnownValue } from '../knowledge/input-knowledge.ts';
import { dataFrom, isFloat, type TensorData } from '../tensor-data.ts';
import { CannotEvaluate, cell, evaluateRow, type RowValue } from './evaluate-row.ts';
import type { Row } from './rows.ts';

/** The numbers or texts of one item, row by row of the tensor; a string says why this row has none. */
export type ItemOfRow = (row: Row) => readonly (number | string)[] | string;

/** How many numbers one item of this tensor has; undefined when its first axis does not count items. */
export function itemSize(tensor: InputTensor, batch: number): number | undefined {
  const [first, ...rest] = tensor.shape;
  return first === batch ? rest.reduce((product, size) => product * size, 1) : undefined;
}

/** Makes items of rows, or says why this input cannot be made of rows, as the end of a sentence. */
export function itemMaker(
  tensor: InputTensor,
  known: KnownInput,
  limit: InputLimit | undefined,
  batch: number,
): ItemOfRow | string {
  const size = itemSize(tensor, batch);
  if (size === undefined) return 'has a first axis that does not count items';
  const { positions } = known;
  const apart = positions.find(({ why }) => why !== undefined);
  if (apart !== undefined) return explainApart(positions, apart);
  const isWhole = positions.length === 1;
  if (!isWhole && positions.length !== size)
    return `takes ${size} numbers, and ${positions.length} features fill it`;
  const convert = converter(tensor.dtype, limit);
  return (row) => {
    try {
      const values = positions.flatMap((position) => flat(valueOf(position, row)));
      if (values.length !== size) return `takes ${size} numbers, and a row has ${values.length}`;
      const converted = values.map(convert);
      return (
        converted.find((each): each is Misfit => each instanceof Misfit)?.why ??
        (converted as (number | string)[])
      );
    } catch (error) {
      if (error instanceof CannotEvaluate) return `cannot be computed from a row (${error.message})`;
      throw error;
    }
  };
}

function explainApart(positions: readonly KnownValue[], first: KnownValue): string {
  if (positions.length === 1) return `${first.name} ${first.why ?? ''}`;
  const apart = positions.filter(({ why }) => why !== undefined).length;
  return `has ${positions.length} features, ${apart} of which are not in the rows: ${first.name} ${first.why ?? ''}`;
}

/** A feature by its formula, a column as it stands; the place in its list where it is one of an enumeration. */
function valueOf({ name, formula, table, type }: KnownValue, row: Row): RowValue {
  const value = formula === undefined ? cell(row[name]) : evaluateRow(formula.root, row);
  const column = formula?.root.node === 'column' ? formula.root.name : name;
  const values = type.kind === 'enum' ? type.values : table?.enums[column];
  return typeof value === 'string' && values !== undefined ? Math.max(-1, values.indexOf(value)) : value;
}

const flat = (value: RowValue): (number | string | null)[] =>
  Array.isArray(value) ? (value as readonly RowValue[]).flatMap(flat) : [value as number | string | null];

class Misfit {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** A row with a value that is missing is left out where the tensor has no way to say so. */
export const MISSING = 'a value is missing';

function converter(dtype: string, limit: InputLimit | undefined) {
  const [low, high] = RANGES[dtype] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return (value: number | string | null): number | string | Misfit => {
    if (dtype === 'string') return value === null ? '' : String(value);
    if (value === null) return isFloat(dtype) ? Number.NaN : new Misfit(MISSING);
    if (typeof value === 'string')
      return new Misfit(`is ${dtype}, and a row has the text "${value.slice(0, 40)}"`);
    if (isFloat(dtype)) return value;
    if (!Number.isInteger(value) || value < low || value > high)
      return new Misfit(`is ${dtype}, which does not hold the ${value} of a row`);
    if (limit !== undefined && (value < limit.low || value > limit.high))
      return new Misfit(`takes ${limit.why}, and a row has ${value}`);
    return value;
  };
}

const RANGES: Readonly<Partial<Record<string, readonly [low: number, high: number]>>> = {
  bool: [0, 1],
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 53), 2 ** 53],
  uint64: [0, 2 ** 53],
};

/** Puts items together into one batch. */
export function tensorOf(dtype: string, items: readonly (readonly (number | string)[])[]): TensorData {
  const values = items.flat();
  if (dtype === 'string') return values as string[];
  return dataFrom(dtype, values.length, (index) => values[index] as number);
}
