import { printName } from './print-name.ts';

/** Names of the scalar types, in the order in which documentation shows them. */
export const SCALAR_TYPES = [
  'bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64',
  'float16', 'bfloat16', 'float32', 'float64', 'string', 'bytes', 'date', 'timestamp', 'duration',
] as const; // prettier-ignore
export type ScalarName = (typeof SCALAR_TYPES)[number];

/** Steps in which times and durations are counted, from coarse to fine. */
export const TIME_UNITS = ['s', 'ms', 'us', 'ns'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** The zone of a timestamp that is a wall time of no particular place. */
export const LOCAL_ZONE = 'local';

/** What the pixels of an image hold, and how many channels that makes. */
export const IMAGE_MODES = { grey: 1, grey16: 1, rgb: 3, bgr: 3, rgba: 4 } as const;
export type ImageMode = keyof typeof IMAGE_MODES;

/**
 * One axis of a tensor: a fixed size, or the normal form of an equation over symbols that stand for any
 * size, such as `batch` or `2*h` (see size.ts). Two equal equations have equal texts.
 */
export type Dimension = number | string;

/** The type of a column, feature, parameter or tensor. */
export type DataType = { readonly nullable: boolean } & (
  | {
      readonly kind: 'scalar';
      readonly name: ScalarName;
      /** Of a timestamp or duration: the steps in which it is counted; open when absent. */
      readonly unit?: TimeUnit;
      /** Of a timestamp: an IANA zone, or `local` for a wall time of no zone; open when absent. */
      readonly zone?: string;
    }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly item: DataType }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType }
  | {
      readonly kind: 'struct';
      readonly fields: readonly { readonly name: string; readonly type: DataType }[];
    }
  | { readonly kind: 'tensor'; readonly item: ScalarName; readonly shape: readonly Dimension[] }
  /** A picture as a file or as pixels of 8 bits (grey16: 16); mode and size are open when absent. */
  | {
      readonly kind: 'image';
      readonly mode?: ImageMode;
      readonly height?: Dimension;
      readonly width?: Dimension;
    }
  | { readonly kind: 'unknown' }
);

export type TensorType = Extract<DataType, { readonly kind: 'tensor' }>;

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

/** The type as it is written in a model, such as `float32[batch, 3]` or `string?`; reading it again gives the same type. */
export function printType(type: DataType): string {
  return printBare(type) + (type.nullable ? '?' : '');
}

function printBare(type: DataType): string {
  switch (type.kind) {
    case 'scalar':
      return withArguments(type.name, [
        type.unit,
        type.zone === undefined ? undefined : printZone(type.zone),
      ]);
    case 'decimal':
      return `decimal[${type.precision}, ${type.scale}]`;
    case 'enum':
      return `enum[${type.values.map(printWord).join(', ')}]`;
    case 'list':
      return `list[${printType(type.item)}]`;
    case 'map':
      return `map[${printType(type.key)}, ${printType(type.value)}]`;
    case 'struct':
      return `struct[${type.fields.map((field) => `${printName(field.name)}: ${printType(field.type)}`).join(', ')}]`;
    case 'tensor':
      return `${type.item}[${type.shape.join(', ')}]`;
    case 'image':
      return withArguments('image', [type.mode, type.height, type.width]);
    case 'unknown':
      return 'unknown';
  }
}

const withArguments = (name: string, items: readonly (string | number | undefined)[]): string => {
  const given = items.filter((item) => item !== undefined);
  return given.length === 0 ? name : `${name}[${given.join(', ')}]`;
};

const printZone = (zone: string): string => (zone === LOCAL_ZONE ? zone : JSON.stringify(zone));

/** A value of an enumeration: bare where it can be a name, else in quotes. */
const printWord = (word: string): string => (printName(word) === word ? word : quote(word));

/** Quotes as the language has them; a dollar before a brace would begin a reference. */
const quote = (text: string): string =>
  `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
