import { textOf } from '../parser/index.ts';
import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { Report } from '../scoping/problem.ts';
import {
  IMAGE_MODES,
  isScalarName,
  LOCAL_ZONE,
  SCALAR_TYPES,
  scalar,
  TIME_UNITS,
  UNKNOWN_TYPE,
  type DataType,
  type Dimension,
  type ImageMode,
  type TimeUnit,
} from './data-type.ts';
import { dimensionOf, readSizeSyntax } from './read-dimension.ts';

/** Other names under which people write types, with Tenon's own. */
const ALIASES: Readonly<Record<string, string>> = {
  int: 'int64', float: 'float64', double: 'float64', half: 'float16', bf16: 'bfloat16', fp16: 'float16',
  fp32: 'float32', boolean: 'bool', text: 'string', str: 'string', datetime: 'timestamp',
}; // prettier-ignore

/** Short names that are fine as they are in parameters: whole numbers, fractions, amounts of money. */
const ACCEPTED_ALIASES: ReadonlySet<string> = new Set(['int', 'float']);

const COMPOUND = ['decimal', 'list', 'map', 'struct', 'enum', 'image', 'video'] as const;

/** Reads `float32[batch, 3]`, `string?`, `list[struct[role: string]]`; `int in 1..20` is read without its bounds. */
export function readType(node: ExpressionSyntax, report: Report): DataType {
  if ((node as ExpressionSyntax | undefined) === undefined) return UNKNOWN_TYPE;
  switch (node.$type) {
    case 'NameRef':
      return scalarType(node, node.name, report);
    case 'Optional':
      return { ...readType(node.operand, report), nullable: true };
    case 'Index':
      return indexType(node, report);
    case 'Binary':
      return node.operator === 'in' ? readType(node.left, report) : notAType(node, report);
    default:
      return notAType(node, report);
  }
}

function notAType(node: ExpressionSyntax, report: Report): DataType {
  report({
    code: CODES.wrongType,
    message: 'Expected a type here.',
    node,
    help: 'Types look like int64, string?, float32[batch, 3] or enum[a, b].',
  });
  return UNKNOWN_TYPE;
}

/** Types of parameters that are not types of data. */
const PARAMETER_TYPES: ReadonlySet<string> = new Set([
  'money', 'machine', 'range', 'cloud_provider', 'table', 'model', 'cloud', 'url', 'bytes',
]); // prettier-ignore

function scalarType(node: ExpressionSyntax, name: string, report: Report): DataType {
  if (isScalarName(name)) return scalar(name);
  if (name === 'image') return { kind: 'image', nullable: false };
  const alias = ALIASES[name];
  if (alias && ACCEPTED_ALIASES.has(name) && isScalarName(alias)) return scalar(alias);
  if (PARAMETER_TYPES.has(name)) return UNKNOWN_TYPE;
  const help = alias ?? suggest(name, [...SCALAR_TYPES, ...COMPOUND]);
  report({
    code: CODES.wrongType,
    message: `${name} is not a type.`,
    node,
    help: didYouMean(help) ?? `Types are ${SCALAR_TYPES.join(', ')}, ${COMPOUND.join(', ')}.`,
    data: { written: name, suggestion: help },
  });
  return UNKNOWN_TYPE;
}

type IndexSyntax = Extract<ExpressionSyntax, { $type: 'Index' }>;

function indexType(node: IndexSyntax, report: Report): DataType {
  const name = node.receiver.$type === 'NameRef' ? node.receiver.name : '';
  const items = node.arguments.map((argument) => argument.value);
  switch (name) {
    case 'list':
      return { kind: 'list', item: items[0] ? readType(items[0], report) : UNKNOWN_TYPE, nullable: false };
    case 'map':
      return mapType(node, items, report);
    case 'enum':
      return {
        kind: 'enum',
        values: items.flatMap((item) =>
          item.$type === 'NameRef' ? [item.name] : item.$type === 'StringLiteral' ? [item.value] : [],
        ),
        nullable: false,
      };
    case 'decimal':
      return decimalType(node, items, report);
    case 'struct':
      return {
        kind: 'struct',
        fields: node.arguments.map((argument) => ({
          name: argument.name ?? '',
          type: readType(argument.value, report),
        })),
        nullable: false,
      };
    case 'timestamp':
    case 'duration':
      return timeType(name, items, report);
    case 'image':
      return imageType(items, report);
    case 'video':
      return UNKNOWN_TYPE;
  }
  const item = node.receiver.$type === 'NameRef' ? scalarType(node.receiver, name, report) : UNKNOWN_TYPE;
  if (item.kind !== 'scalar') return UNKNOWN_TYPE;
  return {
    kind: 'tensor',
    item: item.name,
    shape: items.map((dimension) => readDimension(dimension, report)),
    nullable: false,
  };
}

/** `map[string, float32]`: a key can't be missing, so it is never null. */
function mapType(node: IndexSyntax, items: readonly ExpressionSyntax[], report: Report): DataType {
  const [key, value] = items;
  if (!key || !value || items.length > 2) {
    report({
      code: CODES.wrongType,
      message: 'A map has a type for its keys and one for its values.',
      node,
      help: 'Write map[string, float32].',
    });
    return UNKNOWN_TYPE;
  }
  return {
    kind: 'map',
    key: { ...readType(key, report), nullable: false },
    value: readType(value, report),
    nullable: false,
  };
}

/** Most digits that a decimal has in Arrow and Parquet files that others read (128 bits). */
const MOST_DIGITS = 38;

function decimalType(node: IndexSyntax, items: readonly ExpressionSyntax[], report: Report): DataType {
  const [precision, scale = 0] = items.map((item) =>
    item.$type === 'NumberLiteral' ? item.value : Number.NaN,
  );
  if (!Number.isInteger(precision) || !Number.isInteger(scale)) return notAType(node, report);
  if (precision! < 1 || precision! > MOST_DIGITS || scale < 0 || scale > precision!) {
    report({
      code: CODES.wrongType,
      message: `A decimal has 1 to ${MOST_DIGITS} digits, and not more of them behind the point.`,
      node,
      help: 'decimal[10, 2] has eight digits before the point and two behind it.',
    });
    return UNKNOWN_TYPE;
  }
  return { kind: 'decimal', precision: precision!, scale, nullable: false };
}

const isTimeUnit = (name: string): name is TimeUnit => (TIME_UNITS as readonly string[]).includes(name);

/** `timestamp[us]`, `timestamp[us, "UTC"]`, `timestamp["Europe/Berlin"]`, `timestamp[ms, local]`, `duration[ms]`. */
function timeType(
  name: 'timestamp' | 'duration',
  items: readonly ExpressionSyntax[],
  report: Report,
): DataType {
  let unit: TimeUnit | undefined;
  let zone: string | undefined;
  for (const item of items) {
    if (item.$type === 'NameRef' && isTimeUnit(item.name) && unit === undefined) unit = item.name;
    else if (item.$type === 'NameRef' && item.name === LOCAL_ZONE && name === 'timestamp') zone = LOCAL_ZONE;
    else if (item.$type === 'StringLiteral' && name === 'timestamp') zone = item.value;
    else {
      report({
        code: CODES.wrongType,
        message: `${textOf(item)} says nothing about a ${name}.`,
        node: item,
        help:
          name === 'duration'
            ? `Write the steps in which it is counted: duration[${TIME_UNITS.join('], duration[')}].`
            : `Write its unit (${TIME_UNITS.join(', ')}) and its zone: timestamp[us, "UTC"]; timestamp[us, local] is a wall time of no zone.`,
      });
      return scalar(name);
    }
  }
  return {
    kind: 'scalar',
    name,
    ...(unit === undefined ? {} : { unit }),
    ...(zone === undefined ? {} : { zone }),
    nullable: false,
  };
}

const isImageMode = (name: string): name is ImageMode => Object.hasOwn(IMAGE_MODES, name);

/** `image[rgb]`, `image[rgb, 224, 224]`, `image[224, 224]`: colours, then height and width. */
function imageType(items: readonly ExpressionSyntax[], report: Report): DataType {
  const [first] = items;
  const mode = first?.$type === 'NameRef' && isImageMode(first.name) ? first.name : undefined;
  const sizes = mode === undefined ? items : items.slice(1);
  const [height, width] = sizes.map((size) => readDimension(size, report));
  if (sizes.length !== 0 && sizes.length !== 2) {
    report({
      code: CODES.wrongType,
      message: 'An image has a height and a width.',
      node: sizes.at(-1)!,
      help: `Write image[rgb, 224, 224]; colours are ${Object.keys(IMAGE_MODES).join(', ')}.`,
    });
    return { kind: 'image', nullable: false };
  }
  return {
    kind: 'image',
    ...(mode === undefined ? {} : { mode }),
    ...(height === undefined || width === undefined ? {} : { height, width }),
    nullable: false,
  };
}

/** An axis without a size that can be told is kept as it is written, so that the number of axes stays right. */
function readDimension(node: ExpressionSyntax, report: Report): Dimension {
  const size = readSizeSyntax(node);
  const dimension = size && dimensionOf(size);
  if (dimension !== undefined) return dimension;
  report({
    code: CODES.wrongType,
    message:
      'A tensor dimension is a whole number above 0, a name such as batch, or an equation such as 2*h.',
    node,
  });
  return textOf(node);
}
