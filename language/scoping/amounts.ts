import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import { textOf } from '../parser/index.ts';
import type { ExpressionNode } from '../model/expression.ts';
import type { DataType } from '../types/data-type.ts';
import { parseQuantity } from '../types/quantity.ts';
import { LABEL_FIGURES, MEASURES, type MeasureWord } from '../vocabulary/functions.ts';
import type { Report } from './problem.ts';
import { isDuration, isTimeLike } from './type-families.ts';

/** What is checked of the amounts in an expression; rules look after the rest, since they know the resolved model. */
export interface AmountChecks {
  /** Limits of measures have the measure's unit. Rule TN1703 checks those of services and pipelines. */
  readonly limits?: boolean;
  /** Rule TN1703 tells names that are nearly a measure. */
  readonly ownNames?: boolean;
}

type BinarySyntax = Extract<ExpressionSyntax, { $type: 'Binary' }>;

interface Side {
  readonly root: ExpressionNode;
  readonly type: DataType;
}

type Dimension = NonNullable<MeasureWord['dimension']>;

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);

/**
 * Reports numbers that have no unit, or that of something else. True when the types of the sides need no further
 * look, because their units were held against each other.
 */
export function checkAmounts(node: BinarySyntax, left: Side, report: Report, checks: AmountChecks): boolean {
  if (COMPARISONS.has(node.operator)) {
    const measure = measureOf(left.root);
    if (measure) {
      if (checks.limits && measure.dimension !== undefined)
        for (const limit of literalsIn(node.right))
          checkLimit(measure.name, measure.dimension, limit, report);
      return node.operator !== 'in' || measure.dimension !== undefined;
    }
    if (isDuration(left.type))
      return literalsIn(node.right).filter((each) => checkDuration(node.left, each, report)).length > 0;
  }
  const isMoved = isTimeLike(left.type) || isDuration(left.type);
  if ((node.operator === '-' || node.operator === '+') && isMoved) {
    const what = isTimeLike(left.type)
      ? 'a time is moved by a duration'
      : `${short(node.left)} is a duration`;
    return checkNumber(node.right, what, 'duration', isTimeLike(left.type) ? DAYS : MOMENTS, report);
  }
  return false;
}

/** The measure that an expression is, or a figure of labels. */
function measureOf(node: ExpressionNode): MeasureWord | undefined {
  if (node.node !== 'measure') return undefined;
  const name = node.name.split('.')[0]!;
  return MEASURES.get(name) ?? LABEL_FIGURES.get(name);
}

/** Numbers and quantities that stand there by themselves, as ends of a range, or as items of a list. */
function literalsIn(node: ExpressionSyntax | undefined): readonly ExpressionSyntax[] {
  if (node?.$type === 'Binary' && node.operator === '..') return [node.left, node.right].flatMap(literalsIn);
  if (node?.$type === 'List') return node.items.flatMap(literalsIn);
  return node?.$type === 'NumberLiteral' || node?.$type === 'QuantityLiteral' ? [node] : [];
}

const MOMENTS = ['ms', 's', 'm', 'h'] as const;
const DAYS = ['d', 'h', 'm'] as const;

/** Units that a bare number may have meant, the likeliest first. */
const UNITS: Readonly<Record<Dimension, readonly string[]>> = {
  duration: ['ms', 's'],
  rate: ['/s', '/min'],
  ratio: ['%'],
  bytes: ['MiB', 'GiB'],
  power: ['W'],
  price: [],
  money: [],
};

const EXAMPLES: Readonly<Record<Dimension, string>> = {
  duration: '20ms',
  ratio: '99.9%',
  rate: '500/s',
  bytes: '4GiB',
  price: '0.40USD/Mtoken',
  power: '15W',
  money: '400EUR',
};

const NAMES: Readonly<Record<string, string>> = {
  duration: 'a duration',
  ratio: 'a share',
  rate: 'a rate',
  bytes: 'a size',
  price: 'a price',
  power: 'a power',
  money: 'an amount of money',
  times: 'a number of times',
};

function checkLimit(measure: string, wanted: Dimension, limit: ExpressionSyntax, report: Report): void {
  const what = `${measure} is ${NAMES[wanted]}`;
  if (limit.$type === 'NumberLiteral') {
    // A share may be written as a fraction.
    if (wanted === 'ratio' && limit.value >= 0 && limit.value <= 1) return;
    checkNumber(limit, what, wanted, UNITS[wanted], report);
    return;
  }
  const parsed = limit.$type === 'QuantityLiteral' ? parseQuantity(limit.text) : undefined;
  if (parsed === undefined || 'problem' in parsed) return;
  const { dimension } = parsed.quantity;
  // What is spent may be given as a share of the budget.
  if (dimension === wanted || (wanted === 'money' && dimension === 'ratio')) return;
  report({
    code: CODES.wrongType,
    message: `${what}, and ${textOf(limit)} is ${NAMES[dimension] ?? `a ${dimension}`}.`,
    node: limit,
    help: `Write it like ${EXAMPLES[wanted]}.`,
  });
}

const checkDuration = (left: ExpressionSyntax, limit: ExpressionSyntax, report: Report): boolean =>
  checkNumber(limit, `${short(left)} is a duration`, 'duration', ['s', 'm', 'h', 'd'], report);

/** Reports a number without a unit; true when it is one. */
function checkNumber(
  node: ExpressionSyntax,
  what: string,
  wanted: Dimension,
  units: readonly string[],
  report: Report,
): boolean {
  if (node.$type !== 'NumberLiteral') return false;
  const text = textOf(node);
  const texts = units.map((unit) => `${text}${unit}`);
  report({
    code: CODES.wrongType,
    message: `${capital(what)}, and ${text} is a number without a unit.`,
    node,
    help:
      texts.length > 0 ? `Write ${texts.slice(0, 2).join(' or ')}.` : `Write it like ${EXAMPLES[wanted]}.`,
    data: { word: text, suggestion: texts[0], allowed: texts },
  });
  return true;
}

const short = (node: ExpressionSyntax): string => textOf(node).replaceAll(/\s+/gu, ' ');

/** Names of measures stay as they are; a sentence begins with a capital. */
const capital = (text: string): string => (text.startsWith('a ') ? `A${text.slice(1)}` : text);
