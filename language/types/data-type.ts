/** Names of the scalar types, in the order in which documentation shows them. */
export const SCALAR_TYPES = [
  'bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64',
  'float16', 'bfloat16', 'float32', 'float64', 'string', 'bytes', 'date', 'timestamp', 'duration',
] as const; // prettier-ignore
export type ScalarName = (typeof SCALAR_TYPES)[number];

/** One axis of a tensor: a fixed size or a named symbol that stands for any size. */
export type Dimension = number | string;

/** The type of a column, feature, parameter or tensor. */
export type DataType = { readonly nullable: boolean } & (
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly item: DataType }
  | {
      readonly kind: 'struct';
      readonly fields: readonly { readonly name: string; readonly type: DataType }[];
    }
  | { readonly kind: 'tensor'; readonly item: ScalarName; readonly shape: readonly Dimension[] }
  | { readonly kind: 'unknown' }
);

export const UNKNOWN_TYPE: DataType = { kind: 'unknown', nullable: false };

export const scalar = (name: ScalarName, nullable = false): DataType => ({ kind: 'scalar', name, nullable });

const SCALAR_SET: ReadonlySet<string> = new Set(SCALAR_TYPES);
export const isScalarName = (name: string): name is ScalarName => SCALAR_SET.has(name);

const INTEGER = /^u?int(8|16|32|64)$/;
const FLOAT = /^b?float(16|32|64)$/;
export const isIntegerName = (name: ScalarName): boolean => INTEGER.test(name);
export const isFloatName = (name: ScalarName): boolean => FLOAT.test(name);
export const isNumeric = (type: DataType): boolean =>
  type.kind === 'decimal' || (type.kind === 'scalar' && (isIntegerName(type.name) || isFloatName(type.name)));

/** The type as it is written in a model, such as `float32[batch, 3]` or `string?`. */
export function printType(type: DataType): string {
  return printBare(type) + (type.nullable ? '?' : '');
}

function printBare(type: DataType): string {
  switch (type.kind) {
    case 'scalar':
      return type.name;
    case 'decimal':
      return `decimal[${type.precision}, ${type.scale}]`;
    case 'enum':
      return `enum[${type.values.join(', ')}]`;
    case 'list':
      return `list[${printType(type.item)}]`;
    case 'struct':
      return `struct[${type.fields.map((field) => `${field.name}: ${printType(field.type)}`).join(', ')}]`;
    case 'tensor':
      return `${type.item}[${type.shape.join(', ')}]`;
    case 'unknown':
      return 'unknown';
  }
}
