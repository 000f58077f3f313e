import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import type { Quantity } from '../types/quantity.ts';
import type { DataType } from '../types/data-type.ts';
import type { Symbol } from './symbol.ts';

/** What an expression in a value position stands for once its names are looked up. */
export type Value = { readonly node: ExpressionSyntax } & (
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'quantity'; readonly quantity: Quantity }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'boolean'; readonly boolean: boolean }
  | { readonly is: 'null' }
  /** A name that is neither declared nor asked for as a reference: an enumeration's word, or a mistake. */
  | { readonly is: 'word'; readonly word: string }
  | {
      readonly is: 'reference';
      readonly symbol: Symbol;
      readonly version?: string;
      readonly instance?: Symbol;
    }
  /** `lake.name`: something that is only known of a declared thing, not declared inside it. */
  | {
      readonly is: 'attribute';
      readonly symbol: Symbol;
      readonly attribute: string;
      readonly instance?: Symbol;
    }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'range'; readonly from: Value; readonly to: Value }
  | { readonly is: 'call'; readonly name: string; readonly arguments: readonly ArgumentValue[] }
  /** A parameter that has no value in this environment: its type is all that is known. */
  | { readonly is: 'open'; readonly type: DataType; readonly symbol: Symbol }
  /** Already reported, or too complex for a value position. */
  | { readonly is: 'unknown' }
);

/**
 * The name of what a reference means in the whole project. `instance` is the element through which something of its
 * template is named: `eu.serving` is declared in the template that `eu` is made from, and there is one for each.
 */
export function referredName({
  symbol,
  instance,
}: {
  readonly symbol: Symbol;
  readonly instance?: Symbol;
}): string {
  if (!instance) return symbol.qualifiedName;
  return instance.qualifiedName + symbol.qualifiedName.slice(topOf(symbol).qualifiedName.length);
}

export const topOf = (symbol: Symbol): Symbol => (symbol.parent ? topOf(symbol.parent) : symbol);

export interface ArgumentValue {
  readonly name?: string;
  readonly value: Value;
}

/** How a value is named in messages: "a number", "the word parquet". */
export function describeValue(value: Value): string {
  switch (value.is) {
    case 'number':
      return `the number ${value.number}`;
    case 'quantity':
      return `${value.quantity.text} (${article(value.quantity.dimension)})`;
    case 'text':
      return 'a text';
    case 'boolean':
      return value.boolean ? 'true' : 'false';
    case 'null':
      return 'null';
    case 'word':
      return `the word ${value.word}`;
    case 'reference':
      return `${article(value.symbol.kind)} (${value.symbol.name})`;
    case 'attribute':
      return `${value.symbol.name}.${value.attribute}`;
    case 'list':
      return 'a list';
    case 'range':
      return 'a range';
    case 'call':
      return `${value.name}(…)`;
    case 'open':
      return `the parameter ${value.symbol.name}`;
    case 'unknown':
      return 'this';
  }
}

export const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
