import { textOf } from '../parser/index.ts';
import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { Report } from '../scoping/problem.ts';
import {
  isScalarName,
  SCALAR_TYPES,
  scalar,
  UNKNOWN_TYPE,
  type DataType,
  type Dimension,
} from './data-type.ts';

/** Other names under which people write types, with Tenon's own. */
const ALIASES: Readonly<Record<string, string>> = {
  int: 'int64', float: 'float64', double: 'float64', half: 'float16', bf16: 'bfloat16', fp16: 'float16',
  fp32: 'float32', boolean: 'bool', text: 'string', str: 'string', datetime: 'timestamp',
}; // prettier-ignore

/** Short names that are fine as they are in parameters: whole numbers, fractions, amounts of money. */
const ACCEPTED_ALIASES: ReadonlySet<string> = new Set(['int', 'float']);

const COMPOUND = ['decimal', 'list', 'struct', 'enum', 'video'] as const;

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

function indexType(node: Extract<ExpressionSyntax, { $type: 'Index' }>, report: Report): DataType {
  const name = node.receiver.$type === 'NameRef' ? node.receiver.name : '';
  const items = node.arguments.map((argument) => argument.value);
  switch (name) {
    case 'list':
      return { kind: 'list', item: items[0] ? readType(items[0], report) : UNKNOWN_TYPE, nullable: false };
    case 'enum':
      return {
        kind: 'enum',
        values: items.flatMap((item) =>
          item.$type === 'NameRef' ? [item.name] : item.$type === 'StringLiteral' ? [item.value] : [],
        ),
        nullable: false,
      };
    case 'decimal': {
      const [precision, scale] = items.map((item) =>
        item.$type === 'NumberLiteral' ? item.value : Number.NaN,
      );
      if (!Number.isInteger(precision)) return notAType(node, report);
      return { kind: 'decimal', precision: precision!, scale: scale ?? 0, nullable: false };
    }
    case 'struct':
      return {
        kind: 'struct',
        fields: node.arguments.map((argument) => ({
          name: argument.name ?? '',
          type: readType(argument.value, report),
        })),
        nullable: false,
      };
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

function readDimension(node: ExpressionSyntax, report: Report): Dimension {
  if (node.$type === 'NumberLiteral' && Number.isInteger(node.value) && node.value > 0) return node.value;
  if (node.$type === 'NameRef') return node.name;
  report({
    code: CODES.wrongType,
    message: 'A tensor dimension is a whole number above 0 or a name such as batch.',
    node,
  });
  return textOf(node);
}
