import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import type { Dimension } from './data-type.ts';
import {
  addSizes,
  constantOf,
  constantSize,
  divideSizes,
  multiplySizes,
  negateSize,
  printSize,
  subtractSizes,
  symbolSize,
  type Size,
} from './size.ts';

/** Longer texts are no size that somebody wrote. */
const LONGEST = 500;
/** Parentheses inside each other. */
const DEEPEST = 20;

/** Reads `batch`, `2*h`, `(n-1)/2`; undefined for what is no such equation, as in `floor(h/8)`. */
export function readSize(text: string): Size | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens = text.match(TOKEN) ?? [];
  // What no token covers is no part of an equation.
  if (tokens.join('') !== text.replaceAll(/(`[^`]*`)|\s+/gu, (_, name: string | undefined) => name ?? '')) {
    return undefined;
  }
  const reader = new SizeReader(tokens);
  return reader.whole();
}

const TOKEN = /`[^`]+`|[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*|[0-9][0-9_]*|[-+*/()]/gu;

class SizeReader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Size | undefined {
    const size = this.#sum(0);
    return this.#next === this.#tokens.length ? size : undefined;
  }

  #sum(depth: number): Size | undefined {
    let left = this.#product(depth);
    for (let operator = this.#take('+', '-'); operator && left; operator = this.#take('+', '-')) {
      const right = this.#product(depth);
      left = right && (operator === '+' ? addSizes(left, right) : subtractSizes(left, right));
    }
    return left;
  }

  #product(depth: number): Size | undefined {
    let left = this.#factor(depth);
    for (let operator = this.#take('*', '/'); operator && left; operator = this.#take('*', '/')) {
      const right = this.#factor(depth);
      left = right && (operator === '*' ? multiplySizes(left, right) : divideSizes(left, right));
    }
    return left;
  }

  #factor(depth: number): Size | undefined {
    if (depth > DEEPEST) return undefined;
    if (this.#take('-')) {
      const operand = this.#factor(depth + 1);
      return operand && negateSize(operand);
    }
    if (this.#take('(')) {
      const inner = this.#sum(depth + 1);
      return this.#take(')') ? inner : undefined;
    }
    const token = this.#tokens[this.#next];
    if (token === undefined || /^[-+*/()]$/.test(token)) return undefined;
    this.#next += 1;
    if (!/^[0-9]/.test(token)) return symbolSize(token.replaceAll('`', ''));
    const value = Number(token.replaceAll('_', ''));
    return Number.isSafeInteger(value) ? constantSize(value) : undefined;
  }

  #take(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#next += 1;
    return token;
  }
}

/** The same of the syntax of a model; undefined for what is no equation over sizes. */
export function readSizeSyntax(node: ExpressionSyntax | undefined): Size | undefined {
  switch (node?.$type) {
    case 'NumberLiteral':
      return Number.isSafeInteger(node.value) ? constantSize(node.value) : undefined;
    case 'NameRef':
      return symbolSize(node.name);
    case 'Unary': {
      const operand = node.operator === '-' ? readSizeSyntax(node.operand) : undefined;
      return operand && negateSize(operand);
    }
    case 'Binary': {
      const operation = OPERATIONS[node.operator];
      const left = operation && readSizeSyntax(node.left);
      const right = left && readSizeSyntax(node.right);
      return right && operation(left, right);
    }
    default:
      return undefined;
  }
}

const OPERATIONS: Readonly<Record<string, (left: Size, right: Size) => Size | undefined>> = {
  '+': addSizes,
  '-': subtractSizes,
  '*': multiplySizes,
  '/': divideSizes,
};

/** A size as the axis of a type: a number above 0, or its normal form; undefined when it can be neither. */
export function dimensionOf(size: Size): Dimension | undefined {
  const constant = constantOf(size);
  if (constant === undefined) return printSize(size);
  return Number.isInteger(constant) && constant > 0 ? constant : undefined;
}

/** The axis of a type as an equation; a text that is none stands for itself, as one symbol. */
export const sizeOf = (dimension: Dimension): Size =>
  typeof dimension === 'number' ? constantSize(dimension) : (readSize(dimension) ?? symbolSize(dimension));
