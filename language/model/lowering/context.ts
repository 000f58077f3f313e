import { textOf } from '../../parser/index.ts';
import { AstUtils, type AstNode } from 'langium';
import type { Declaration, Expression as ExpressionSyntax, Parameter } from '../../generated/ast.ts';
import { isCall, isDeclaration, isNameRef, isParameter } from '../../generated/ast.ts';
import { documentationOf } from '../../parser/index.ts';
import { whereIs } from '../../scoping/place.ts';
import type { Analysis } from '../../scoping/analysis.ts';
import { ExpressionBinder } from '../../scoping/expression-binder.ts';
import type { ExpressionScope } from '../../scoping/expression-scope.ts';
import type { Input } from '../../scoping/input.ts';
import { Memo } from '../../scoping/memo.ts';
import type { Tracker } from '../../scoping/tracker.ts';
import { NameScope } from '../../scoping/name-scope.ts';
import { nameInput, placesInput } from '../../scoping/project-symbols.ts';
import { Reader } from '../../scoping/reader.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import { referredName, topOf, type Value } from '../../scoping/value.ts';
import type { DataType } from '../../types/data-type.ts';
import { readType } from '../../types/read-type.ts';
import type { ExpressionScopeName, Reference } from '../../vocabulary/value-type.ts';
import type { NounWord } from '../../vocabulary/word.ts';
import type { Element, Ref } from '../element.ts';
import type { Expression } from '../expression.ts';
import type { Layer, Origin } from '../origin.ts';
import { attributeOf } from './attributes.ts';
import { Block, Seen, type BlockLayer } from './block.ts';
import { environmentChain, overrideKey, overridesOf, type Override } from './environment.ts';

const IGNORE = (): void => undefined;

export interface LoweringOptions {
  readonly analysis: Analysis;
  /** The environment that is applied; none means declarations as they stand. */
  readonly environment?: Symbol;
  /** Values of parameters from the command line, by qualified name or name, as written in a model. */
  readonly overrides?: ReadonlyMap<string, Value>;
}

/** An element whose statements were read, with its layers. */
export interface OpenedElement {
  readonly symbol: Symbol;
  readonly layers: readonly BlockLayer[];
}

/** Looked at by what depends on which environment is applied. */
export const ENVIRONMENT_INPUT = 'environment';

/** Everything that turning syntax into the resolved model needs, for one project in one environment. */
export class LoweringContext {
  readonly analysis: Analysis;
  readonly #environment: Symbol | undefined;
  readonly #overrides: ReadonlyMap<string, Value>;
  readonly #environmentOverrides: ReadonlyMap<string, readonly Override[]>;
  readonly #parameters: Memo<Symbol, Value | DataType | undefined>;
  #opened: OpenedElement[] = [];
  /** The element that is lowered. */
  #root: Symbol | undefined;

  constructor(options: LoweringOptions) {
    this.analysis = options.analysis;
    this.#environment = options.environment;
    this.#overrides = options.overrides ?? new Map();
    this.#parameters = new Memo(this.tracker, undefined);
    const chain = environmentChain(options.analysis, options.environment);
    this.#environmentOverrides = overridesOf(options.analysis, chain);
  }

  get tracker(): Tracker {
    return this.analysis.project.tracker;
  }

  get environment(): Symbol | undefined {
    this.tracker.read(ENVIRONMENT_INPUT);
    return this.#environment;
  }

  /** Whether an environment says something about an element itself. */
  isOverridden(symbol: Symbol): boolean {
    return this.#environmentOverrides.has(overrideKey(symbol));
  }

  /** What the environment says something about, as inputs of computations. */
  overriddenInputs(): Input[] {
    const names = [...this.#environmentOverrides.values()].flatMap((overrides) =>
      overrides.map(({ target }) => nameInput(topOf(target).file.package, topOf(target).name)),
    );
    return [ENVIRONMENT_INPUT, ...names].map((name) => this.tracker.input(name));
  }

  /** Lowers one element, and tells which elements were read for it. */
  lowered<T>(
    symbol: Symbol,
    lower: () => T,
  ): { readonly element: T; readonly opened: readonly OpenedElement[] } {
    const outer = { root: this.#root, opened: this.#opened };
    this.#root = symbol;
    this.#opened = [];
    try {
      return { element: lower(), opened: this.#opened };
    } finally {
      this.#root = outer.root;
      this.#opened = outer.opened;
    }
  }

  /** Places of another file end up in the element, so it is lowered again when that file changes. */
  #readPlaces(file: { readonly path: string }): void {
    if (file.path !== this.#root?.file.path) this.tracker.read(placesInput(file.path));
  }

  /** A reader for values that stand in a symbol's own body. */
  reader(symbol: Symbol, argumentsOf?: ArgumentLookup): Reader {
    const names = this.analysis.scopeOf(symbol).inside(symbol);
    return this.#readerIn(names, argumentsOf);
  }

  #readerIn(names: NameScope, argumentsOf?: ArgumentLookup): Reader {
    return new Reader({
      names,
      report: IGNORE,
      bind: IGNORE,
      parameter: (symbol) => argumentsOf?.(symbol) ?? this.parameter(symbol),
      attribute: (symbol, attribute, instance) => attributeOf(this, symbol, attribute, instance),
    });
  }

  /** A top-level element with its layers: template, declaration, environments from the base one on. */
  block<W extends NounWord>(word: W, symbol: Symbol): Block<W> {
    const node = symbol.node as Declaration;
    const seen = new Seen();
    const layers: BlockLayer[] = [...this.#templateLayers(symbol, seen)];
    layers.push({
      layer: 'declaration',
      body: node.body,
      clauses: node.clauses,
      node,
      reader: this.reader(symbol),
      seen,
    });
    for (const override of this.#environmentOverrides.get(overrideKey(symbol)) ?? []) {
      const file = this.analysis.project.file(override.file.path)!;
      layers.push({
        layer: 'environment',
        body: override.node.body,
        clauses: override.node.clauses,
        node: override.node,
        reader: this.#readerIn(new NameScope(this.analysis.project, file, symbol)),
        seen,
      });
    }
    for (const { reader } of layers) this.#readPlaces(reader.names.file);
    // Outside of lowering nobody asks which elements were read, and the list would grow for ever.
    if (this.#root) this.#opened.push({ symbol, layers });
    return new Block(word, symbol, layers);
  }

  *#templateLayers(symbol: Symbol, seen: Seen): Iterable<BlockLayer> {
    const template = this.analysis.scopeOf(symbol).templateOf(symbol);
    const value = isDeclaration(symbol.node) ? symbol.node.value : undefined;
    if (!template || !isCall(value) || !isDeclaration(template.node)) return;
    const given = this.#arguments(template, value, this.analysis.scopeOf(symbol));
    const names = this.analysis.scopeOf(template).inside(template);
    yield {
      layer: 'template',
      body: template.node.body,
      clauses: template.node.clauses.filter((clause) => clause.word !== 'for'),
      node: template.node,
      reader: this.#readerIn(names, given),
      seen,
    };
  }

  #arguments(
    template: Symbol,
    call: Extract<ExpressionSyntax, { $type: 'Call' }>,
    at: NameScope,
  ): ArgumentLookup {
    const parameters = isDeclaration(template.node) ? template.node.parameters : [];
    const positional = call.arguments.filter((argument) => argument.name === undefined);
    const reader = this.#readerIn(at);
    return (symbol) => {
      if (symbol.parent !== template || !isParameter(symbol.node)) return undefined;
      const index = parameters.indexOf(symbol.node);
      const given = call.arguments.find((argument) => argument.name === symbol.name) ?? positional[index];
      const node = given?.value ?? symbol.node.default;
      return node ? reader.evaluate(node) : typeOf(symbol.node);
    };
  }

  /** The value of a parameter here, or only its type when it has none. */
  parameter(symbol: Symbol): Value | DataType | undefined {
    return this.#parameters.get(symbol, () => this.#computeParameter(symbol));
  }

  #computeParameter(symbol: Symbol): Value | DataType | undefined {
    const given = this.#overrides.get(symbol.qualifiedName) ?? this.#overrides.get(symbol.name);
    if (given) return given;
    const last = this.parameterLayers(symbol).at(-1);
    if (last) return last.reader.evaluate(last.node);
    return isDeclaration(symbol.node) || isParameter(symbol.node) ? typeOf(symbol.node) : undefined;
  }

  /** Where a parameter gets its values, lowest layer first. */
  parameterLayers(
    symbol: Symbol,
  ): { node: ExpressionSyntax; layer: Layer; origin: Origin; reader: Reader }[] {
    const { node } = symbol;
    const value = isDeclaration(node) ? node.value : isParameter(node) ? node.default : undefined;
    const names = this.analysis.scopeOf(symbol);
    const layers = value
      ? [
          {
            node: value,
            layer: 'declaration' as Layer,
            origin: this.origin(symbol, value),
            reader: this.#readerIn(names),
          },
        ]
      : [];
    for (const override of this.#environmentOverrides.get(overrideKey(symbol)) ?? []) {
      if (!override.node.value) continue;
      this.#readPlaces(override.file);
      const file = this.analysis.project.file(override.file.path)!;
      layers.push({
        node: override.node.value,
        layer: 'environment',
        origin: { ...this.origin(symbol, override.node.value, 'environment'), file: override.file.path },
        reader: this.#readerIn(new NameScope(this.analysis.project, file)),
      });
    }
    return layers;
  }

  /** Name, place and documentation of an element. */
  element<K extends string>(kind: K, symbol: Symbol): Element<K> {
    const documentation = documentationOf(symbol.node);
    return {
      kind,
      name: symbol.name,
      qualifiedName: symbol.qualifiedName,
      ...(documentation === undefined ? {} : { documentation }),
      origin: this.origin(symbol, symbol.node),
    };
  }

  origin(symbol: Symbol, node: AstNode, layer: Layer = 'declaration'): Origin {
    this.#readPlaces(symbol.file);
    return {
      file: symbol.file.path,
      range: whereIs(node),
      element: symbol.qualifiedName,
      layer,
    };
  }

  ref<K extends string>(reference: Reference, origin: Origin): Ref<K> {
    const { symbol, value } = reference;
    const qualifiedName = value.is === 'reference' ? referredName(value) : symbol.qualifiedName;
    return { kind: symbol.kind as K, qualifiedName, origin };
  }

  refTo<K extends string>(symbol: Symbol, origin: Origin): Ref<K> {
    return { kind: symbol.kind as K, qualifiedName: symbol.qualifiedName, origin };
  }

  /**
   * Binds an expression. `around` is the symbol whose scope applies; `over` the window of its
   * aggregates in seconds.
   */
  expression(
    node: ExpressionSyntax,
    scope: ExpressionScopeName,
    around: Symbol,
    reader: Reader,
    origin: Origin,
    over?: number,
  ): Expression {
    const names = this.analysis.scope(scope, around);
    const { root, type } = new ExpressionBinder(names, reader, over).bind(node);
    const parameters = parametersIn(node, names, reader).map((symbol) => this.refTo<'param'>(symbol, origin));
    return { root, type, text: oneLine(node), origin, ...(parameters.length > 0 ? { parameters } : {}) };
  }
}

/** Parameters that an expression names; a column or metric of the same name comes first. */
function parametersIn(node: ExpressionSyntax, names: ExpressionScope, reader: Reader): Symbol[] {
  const found = new Set<Symbol>();
  for (const part of AstUtils.streamAst(node)) {
    if (!isNameRef(part) || names.lookup(part.name)) continue;
    const symbol = reader.names.lookup(part.name);
    if (symbol?.kind === 'param') found.add(symbol);
  }
  return [...found];
}

export type ArgumentLookup = (symbol: Symbol) => Value | DataType | undefined;

const typeOf = (node: Declaration | Parameter): DataType | undefined =>
  node.type ? readType(node.type, IGNORE) : undefined;

export const oneLine = (node: AstNode): string => textOf(node).replaceAll(/\s+/gu, ' ');
