import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { textOf } from '../parser/index.ts';
import { whereIs } from '../scoping/place.ts';
import type { Reader } from '../scoping/reader.ts';
import type { Replacement } from './replacement.ts';

/** What a part of a condition says of one value: that it lies between two numbers, or is one of some texts. */
export interface Limit {
  /** The value as it is written, such as `amount` or `scored.score`. */
  readonly subject: string;
  readonly node: ExpressionSyntax;
  readonly min?: Edge;
  readonly max?: Edge;
  readonly words?: ReadonlySet<string>;
}

interface Edge {
  readonly value: number;
  /** The number itself is left out. */
  readonly open: boolean;
  readonly node: ExpressionSyntax;
}

/**
 * Limits that hold all at once where a condition holds (or, with `holds` false, where it does not). What is
 * joined by `or` and what compares two values says nothing here.
 */
export function limitsOf(node: ExpressionSyntax, reader: Reader, holds = true): readonly Limit[] {
  switch (node.$type) {
    case 'Unary':
      return node.operator === 'not' ? limitsOf(node.operand, reader, !holds) : [];
    case 'NameRef':
    case 'Member':
      return [{ subject: textOf(node), node, words: new Set([String(holds)]) }];
    case 'Binary': {
      const joins = node.operator === 'and' || node.operator === 'or';
      if (!joins) return compared(node, reader, holds);
      if (node.operator !== (holds ? 'and' : 'or')) return [];
      return [...limitsOf(node.left, reader, holds), ...limitsOf(node.right, reader, holds)];
    }
    default:
      return [];
  }
}

/** Whether no value can keep to both. */
export function contradict(a: Limit, b: Limit): boolean {
  if (a.subject !== b.subject) return false;
  if (a.words && b.words) return [...a.words].every((word) => !b.words!.has(word));
  return above(a.min, b.max) || above(b.min, a.max);
}

/** The first two limits that can't both hold; one alone when it can't hold by itself. */
export function contradiction(limits: readonly Limit[]): readonly [Limit, Limit] | undefined {
  for (const [index, a] of limits.entries()) {
    const b = limits.slice(index).find((other) => contradict(a, other));
    if (b) return [a, b];
  }
  return undefined;
}

/** Lets two numbers that stand the wrong way round change places. */
export function exchangeEdges(file: string, [a, b]: readonly [Limit, Limit]): Replacement[] {
  const [min, max] = above(a.min, b.max) ? [a.min!, b.max!] : [b.min, a.max];
  if (!min || !max || min.value === max.value) return [];
  const [low, high] = [textOf(max.node), textOf(min.node)];
  return [
    {
      title: `Exchange ${high} and ${low}`,
      edits: [
        { file, range: whereIs(min.node), newText: low },
        { file, range: whereIs(max.node), newText: high },
      ],
    },
  ];
}

const above = (min: Edge | undefined, max: Edge | undefined): boolean =>
  min !== undefined &&
  max !== undefined &&
  (min.value > max.value || (min.value === max.value && (min.open || max.open)));

type Comparison = Extract<ExpressionSyntax, { $type: 'Binary' }>;

const OPPOSITE: Readonly<Record<string, string>> = {
  '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==',
}; // prettier-ignore
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function compared(node: Comparison, reader: Reader, holds: boolean): readonly Limit[] {
  if (node.operator === 'in') return holds ? within(node, reader) : [];
  const written = holds ? node.operator : OPPOSITE[node.operator];
  if (written === undefined) return [];
  const isMirrored = !isNamed(node.left) && isNamed(node.right);
  const [left, right] = isMirrored ? [node.right, node.left] : [node.left, node.right];
  if (!isNamed(left)) return [];
  const base = { subject: textOf(left), node };
  const value = reader.evaluate(right);
  if (written === '==' && (value.is === 'text' || value.is === 'boolean'))
    return [{ ...base, words: new Set([value.is === 'text' ? value.text : String(value.boolean)]) }];
  const number = numberOf(right, reader);
  if (number === undefined) return [];
  const edge = (open: boolean): Edge => ({ value: number, open, node: right });
  switch (isMirrored ? (MIRRORED[written] ?? written) : written) {
    case '<':
      return [{ ...base, max: edge(true) }];
    case '<=':
      return [{ ...base, max: edge(false) }];
    case '>':
      return [{ ...base, min: edge(true) }];
    case '>=':
      return [{ ...base, min: edge(false) }];
    case '==':
      return [{ ...base, min: edge(false), max: edge(false) }];
    default:
      return [];
  }
}

/** `amount in 0..100`, `country in ["DE", "FR"]`. */
function within(node: Comparison, reader: Reader): readonly Limit[] {
  if (!isNamed(node.left)) return [];
  const base = { subject: textOf(node.left), node };
  const { right } = node;
  if (right.$type === 'List') {
    const values = right.items.map((item) => reader.evaluate(item));
    const texts = values.flatMap((value) => (value.is === 'text' ? [value.text] : []));
    return texts.length === values.length ? [{ ...base, words: new Set(texts) }] : [];
  }
  if (right.$type !== 'Binary' || right.operator !== '..') return [];
  const [from, to] = [numberOf(right.left, reader), numberOf(right.right, reader)];
  if (from === undefined || to === undefined) return [];
  return [
    {
      ...base,
      min: { value: from, open: false, node: right.left },
      max: { value: to, open: false, node: right.right },
    },
  ];
}

/** What has a value that is not written here: a column, a result, a figure. */
const isNamed = (node: ExpressionSyntax): boolean =>
  node.$type === 'NameRef' || node.$type === 'Member' || node.$type === 'Call';

function numberOf(node: ExpressionSyntax, reader: Reader): number | undefined {
  const value = reader.evaluate(node);
  if (value.is === 'number') return value.number;
  return value.is === 'quantity' ? value.quantity.value : undefined;
}
