import type { Entry, Expression as ExpressionSyntax } from '../generated/ast.ts';
import { isDeclaration, isEntry } from '../generated/ast.ts';
import { UNKNOWN_TYPE, type DataType } from '../types/data-type.ts';
import { readType } from '../types/read-type.ts';
import { annotationOf } from './annotation.ts';
import { Memo } from './memo.ts';
import type { Tracker } from './tracker.ts';
import { ExpressionBinder } from './expression-binder.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { NameScope } from './name-scope.ts';
import { Reader } from './reader.ts';
import type { Symbol } from './symbol.ts';

/** Makes the names that the formulas of a feature view, or of a metric, may use. */
export type FormulaScope = (of: Symbol) => ExpressionScope;

const IGNORE = (): void => undefined;

/**
 * Types of declared names: as annotated, or inferred from the formula. A name that depends on itself has an unknown type (the cycle is reported by a rule).
 */
export class SymbolTypes {
  readonly #types: Memo<Symbol, DataType>;
  readonly #scopeOf: (symbol: Symbol) => NameScope;
  readonly #formulaScope: FormulaScope;

  constructor(tracker: Tracker, scopeOf: (symbol: Symbol) => NameScope, formulaScope: FormulaScope) {
    this.#types = new Memo(tracker, UNKNOWN_TYPE);
    this.#scopeOf = scopeOf;
    this.#formulaScope = formulaScope;
  }

  typeOf(symbol: Symbol): DataType {
    return this.#types.get(symbol, () => this.#infer(symbol));
  }

  /** The symbol was of a text that was only tried out. */
  forget(symbol: Symbol): void {
    this.#types.forget(symbol);
  }

  #infer(symbol: Symbol): DataType {
    const annotation = annotationOf(symbol);
    if (annotation) return readType(annotation, IGNORE);
    if (symbol.kind === 'metric') return this.#typeOfMetric(symbol);
    if (symbol.kind !== 'feature' || !isEntry(symbol.node) || !symbol.node.formula || !symbol.parent) {
      return UNKNOWN_TYPE;
    }
    const binder = new ExpressionBinder(
      this.#formulaScope(symbol.parent),
      this.#reader(symbol),
      windowSyntax(symbol.node) ? 1 : undefined,
    );
    return binder.bind(symbol.node.formula).type;
  }

  #typeOfMetric(metric: Symbol): DataType {
    const value = isDeclaration(metric.node) ? metric.node.value : undefined;
    return new ExpressionBinder(this.#formulaScope(metric), this.#reader(metric)).bind(value).type;
  }

  #reader(symbol: Symbol): Reader {
    return new Reader({
      names: this.#scopeOf(symbol),
      report: IGNORE,
      bind: IGNORE,
      parameter: (parameter) => this.typeOf(parameter),
      attribute: () => undefined,
    });
  }
}

export const windowSyntax = (entry: Entry): ExpressionSyntax | undefined =>
  entry.clauses.find((clause) => clause.word === 'over')?.value;
