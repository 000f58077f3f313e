import type { DataType } from '../types/data-type.ts';
import type { Quantity } from '../types/quantity.ts';
import type { Ref } from './element.ts';
import type { Origin } from './origin.ts';

/**
 * A formula, condition or requirement with every name bound.
 * Targets translate it into their own language (SQL, Python, PromQL) node by node.
 */
export interface Expression {
  readonly root: ExpressionNode;
  readonly type: DataType;
  /** As written in the model, on one line. */
  readonly text: string;
  readonly origin: Origin;
  /** Parameters whose values are in it. */
  readonly parameters?: readonly Ref<'param'>[];
}

export type ExpressionNode =
  | { readonly node: 'number'; readonly value: number }
  | { readonly node: 'quantity'; readonly quantity: Quantity }
  | { readonly node: 'string'; readonly value: string }
  | { readonly node: 'boolean'; readonly value: boolean }
  | { readonly node: 'null' }
  /** A column of a source, or of the rows that a step works on when `source` is absent. */
  | { readonly node: 'column'; readonly name: string; readonly source?: Ref }
  | { readonly node: 'feature'; readonly feature: Ref }
  /** A metric, gauge or other measured name, such as `latency.p99` or `auc`; `of` is the step or element it belongs to. */
  | { readonly node: 'measure'; readonly name: string; readonly of?: Ref }
  /** A word whose meaning belongs to the vocabulary, such as `value` in a row check or an enumeration's symbol. */
  | { readonly node: 'word'; readonly name: string }
  | {
      readonly node: 'call';
      readonly function: string;
      readonly arguments: readonly ExpressionNode[];
      /** Length of an aggregate's window in seconds. */
      readonly over?: number;
    }
  | {
      readonly node: 'binary';
      readonly operator: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  | { readonly node: 'unary'; readonly operator: 'not' | '-'; readonly operand: ExpressionNode }
  | {
      readonly node: 'conditional';
      readonly condition: ExpressionNode;
      readonly positive: ExpressionNode;
      readonly negative: ExpressionNode;
    }
  | { readonly node: 'list'; readonly items: readonly ExpressionNode[] };

export type BinaryOperator =
  '..' | 'and' | 'or' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/';
