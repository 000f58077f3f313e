import type {
  Action,
  Body,
  Clause,
  Condition,
  Declaration,
  Entry,
  Expression as ExpressionSyntax,
  Handler,
  Statement,
} from '../../generated/ast.ts';
import {
  isAction,
  isCondition,
  isDeclaration,
  isEntry,
  isForEach,
  isHandler,
  isWhen,
} from '../../generated/ast.ts';
import type { AstNode } from 'langium';
import { whereIs } from '../../scoping/place.ts';
import { compareKey } from '../../scoping/statement-key.ts';
import type { Reader } from '../../scoping/reader.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type {
  BodyWord,
  Clauses,
  NounWord,
  Properties,
  PropertyValue,
  VerbWord,
} from '../../vocabulary/word.ts';
import type { ReadOf } from '../../vocabulary/value-type.ts';
import type { Layer, Origin, Sourced } from '../origin.ts';
import { defaultValue } from './default-value.ts';

/** One body of an element and the layer that it belongs to. */
export interface BlockLayer {
  readonly layer: Layer;
  readonly body: Body | undefined;
  readonly clauses: readonly Clause[];
  /** The declaration or action whose body this is. */
  readonly node: AstNode;
  /** Reads values as they are seen from that body's file. */
  readonly reader: Reader;
  /** Statements that the lowering looked at, and bodies that it opened; the same for a whole element. */
  readonly seen: Seen;
}

/** What of the text became part of the resolved model. */
export class Seen {
  readonly statements = new Set<Statement>();
  readonly bodies = new Set<Body>();
}

export interface Layered<N> {
  readonly node: N;
  readonly in: BlockLayer;
}

/**
 * The statements of an element with its layers laid over each other: template, declaration,
 * environment. Lowering reads values from here and never looks at where they were written.
 */
export class Block<W extends BodyWord = BodyWord> {
  readonly word: W;
  readonly symbol: Symbol;
  readonly layers: readonly BlockLayer[];
  readonly #path: string;
  /** Many rules read the properties of a block one by one, so its statements are gone through once. */
  #statements: readonly Layered<Statement>[] | undefined;
  #entries: ReadonlyMap<string, readonly Layered<Entry>[]> | undefined;

  /** `path` is the property path from the symbol's element to this block, such as `scale`. */
  constructor(word: W, symbol: Symbol, layers: readonly BlockLayer[], path = '') {
    this.word = word;
    this.symbol = symbol;
    this.layers = layers;
    this.#path = path;
    for (const layer of layers) if (layer.body) layer.seen.bodies.add(layer.body);
  }

  /** The layer that was written last. */
  get top(): BlockLayer {
    return this.layers.at(-1)!;
  }

  /** The value of a property with the layers that it covers, or its default, or undefined. */
  get<K extends keyof PropertiesOf<W> & string>(
    name: K,
  ): Sourced<PropertyValue<PropertiesOf<W>, K>> | undefined {
    const property = this.word.properties[name];
    if (!property) throw new Error(`The vocabulary has no property ${name} here.`);
    type V = PropertyValue<PropertiesOf<W>, K>;
    let result: Sourced<V> | undefined;
    if (property.default !== undefined) {
      const value = defaultValue(property, this.layers[0]!.node) as V | undefined;
      if (value !== undefined) {
        result = {
          value,
          origin: { ...this.originOf(this.layers[0]!.node, this.layers[0]!, name), layer: 'default' },
        };
      }
    }
    for (const { node, in: layer } of this.entries(name)) {
      if (!node.value) continue;
      const value = layer.reader.read(property.type, node.value) as V | undefined;
      if (value === undefined) continue;
      const origin = this.originOf(node, layer, name);
      result = result ? { value, origin, under: result } : { value, origin };
    }
    return result;
  }

  /** The same for a property that has a default in the vocabulary, so that it always has a value. */
  require<K extends keyof PropertiesOf<W> & string>(name: K): Sourced<PropertyValue<PropertiesOf<W>, K>> {
    const found = this.get(name);
    if (!found) throw new Error(`The property ${name} has no default in the vocabulary.`);
    return found;
  }

  /** Syntax of a property's value, for values that are expressions. */
  expression(name: string): { node: ExpressionSyntax; reader: Reader; origin: Origin } | undefined {
    const found = this.entries(name).at(-1);
    if (!found?.node.value) return undefined;
    return {
      node: found.node.value,
      reader: found.in.reader,
      origin: this.originOf(found.node, found.in, name),
    };
  }

  /** The value of a header clause; a later layer's clause replaces an earlier one's. */
  clause<K extends keyof ClausesOf<W> & string>(
    word: K,
  ): { value: ReadOf<ClausesOf<W>[K]['type']>; origin: Origin; node: Clause } | undefined {
    const type = (this.word as unknown as { clauses: Clauses }).clauses[word]?.type;
    if (!type) throw new Error(`The vocabulary has no clause ${word} here.`);
    for (const layer of [...this.layers].reverse()) {
      const found = layer.clauses.find((clause) => clause.word === word);
      if (!found?.value) continue;
      const value = layer.reader.read(type, found.value);
      if (value === undefined) return undefined;
      return {
        value: value as ReadOf<ClausesOf<W>[K]['type']>,
        origin: this.originOf(found, layer, word),
        node: found,
      };
    }
    return undefined;
  }

  /** Syntax of a header clause's value. */
  clauseExpression(word: string): { node: ExpressionSyntax; reader: Reader; origin: Origin } | undefined {
    for (const layer of [...this.layers].reverse()) {
      const found = layer.clauses.find((clause) => clause.word === word);
      if (found?.value)
        return { node: found.value, reader: layer.reader, origin: this.originOf(found, layer, word) };
    }
    return undefined;
  }

  /** Entries of one name, lowest layer first. */
  entries(name: string): readonly Layered<Entry>[] {
    const found = (this.#entries ??= entriesByName(this.statements())).get(name) ?? [];
    for (const { node, in: layer } of found) layer.seen.statements.add(node);
    return found;
  }

  /** All entries; of those with the same name the last layer's. */
  rows(): Layered<Entry>[] {
    return lastOf(this.#all(isEntry), ({ node }) => node.name);
  }

  /** Nested declarations of a noun as blocks, those with the same name laid over each other. */
  children<N extends NounWord>(word: N): Block<N>[] {
    const byName = new Map<string, { symbol: Symbol; layers: BlockLayer[] }>();
    for (const { node, in: layer } of this.#all(isDeclaration, (each) => each.noun === word.noun)) {
      const name = node.name ?? '';
      const own: BlockLayer = {
        ...layer,
        body: node.body,
        clauses: node.clauses,
        node,
        reader: this.#readerFor(layer, name),
      };
      const known = byName.get(name);
      if (known) known.layers.push(own);
      else byName.set(name, { symbol: this.#symbolOf(own, node), layers: [own] });
    }
    return [...byName].map(
      ([name, { symbol, layers }]) =>
        new Block(
          word,
          symbol,
          layers,
          symbol === this.symbol ? join(this.#path, word.noun + (name ? ` ${name}` : '')) : '',
        ),
    );
  }

  /** The one block of a noun without a name, such as `scale { … }`. */
  child<N extends NounWord>(word: N): Block<N> | undefined {
    return this.children(word)[0];
  }

  /** Actions with a verb; of those that say something about the same thing the last layer's, all of them. */
  actions(verb?: string): Layered<Action>[] {
    const all = this.#all(isAction, (node) => verb === undefined || node.verb === verb);
    return lastLayerOf(all, ({ node }) => `${node.verb} ${compareKey(node.object)}`);
  }

  /** The body of an action as a block of its own. */
  actionBlock<V extends VerbWord>(word: V, action: Layered<Action>): Block<V> {
    const layer: BlockLayer = {
      ...action.in,
      body: action.node.body,
      clauses: action.node.clauses,
      node: action.node,
    };
    return new Block(word, this.symbol, [layer], join(this.#path, word.verb));
  }

  conditions(): Layered<Condition>[] {
    return lastLayerOf(this.#all(isCondition), ({ node }) => compareKey(node.expression));
  }

  /** Handlers; of those for the same event the last layer's. */
  handlers(): Layered<Handler>[] {
    return lastOf(this.#all(isHandler), ({ node }) => node.event);
  }

  /** Every statement of all layers, lowest first, as written. */
  statements(): readonly Layered<Statement>[] {
    return (this.#statements ??= this.layers.flatMap((layer) =>
      (layer.body?.statements ?? []).map((node) => ({ node, in: layer })),
    ));
  }

  origin(property?: string): Origin {
    return this.originOf(this.layers[0]!.node, this.layers[0]!, property);
  }

  originOf(node: AstNode, layer: BlockLayer, property?: string): Origin {
    const path = property === undefined ? this.#path : join(this.#path, property);
    return {
      file: layer.reader.names.file.path,
      range: whereIs(node),
      element: this.symbol.qualifiedName,
      ...(path ? { property: path } : {}),
      layer: layer.layer,
    };
  }

  #all<N extends Statement>(
    is: (node: unknown) => node is N,
    wanted: (node: N) => boolean = () => true,
  ): Layered<N>[] {
    const found: Layered<N>[] = [];
    for (const { node, in: layer } of this.statements()) {
      if (!is(node) || !wanted(node)) continue;
      layer.seen.statements.add(node);
      found.push({ node, in: layer });
    }
    return found;
  }

  #symbolOf(layer: BlockLayer, node: Declaration): Symbol {
    const member = this.#memberSymbol(layer, node.name ?? '');
    if (member) return member;
    return node.name && layer.layer === 'environment' ? partOf(this.symbol, node, layer) : this.symbol;
  }

  #memberSymbol(layer: BlockLayer, name: string): Symbol | undefined {
    return name ? layer.reader.names.member(this.symbol, name) : undefined;
  }

  #readerFor(layer: BlockLayer, name: string): Reader {
    const symbol = this.#memberSymbol(layer, name);
    return symbol ? layer.reader.inside(symbol) : layer.reader;
  }
}

export type PropertiesOf<W> = W extends BodyWord<infer P> ? P : Properties;
export type ClausesOf<W> = W extends { readonly clauses: infer C extends Clauses } ? C : Clauses;

/** A part that only an environment has: nothing can refer to it, but its name is its own. */
const partOf = (parent: Symbol, node: Declaration, layer: BlockLayer): Symbol => ({
  name: node.name!,
  kind: node.noun,
  qualifiedName: `${parent.qualifiedName}.${node.name}`,
  file: layer.reader.names.file,
  node,
  offset: node.$cstNode?.offset ?? 0,
  parent,
  members: new Map(),
  all: [],
});

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

/** Keeps the last of those with the same key, in the order in which the keys first came. */
function lastOf<T>(items: readonly T[], key: (item: T) => string): T[] {
  const result = new Map<string, T>();
  for (const item of items) result.set(key(item), item);
  return [...result.values()];
}

/**
 * Keeps what the last layer says about each key, in the order in which the keys first came. One layer may say
 * several things about it: `allow read on lake, allow read on logs`.
 */
function lastLayerOf<T extends { readonly in: BlockLayer }>(
  items: readonly T[],
  key: (item: T) => string,
): T[] {
  const result = new Map<string, T[]>();
  for (const item of items) {
    const known = result.get(key(item));
    if (known?.[0]?.in === item.in) known.push(item);
    else result.set(key(item), [item]);
  }
  return [...result.values()].flat();
}

/** Statements of a body and of the branches and loops in it, in order. */
export function* flatStatements(body: Body | undefined): Iterable<Statement> {
  for (const statement of body?.statements ?? []) {
    yield statement;
    if (isWhen(statement)) {
      yield* flatStatements(statement.body);
      for (let next = statement.alternative; next; next = next.alternative) {
        yield* flatStatements(next.body);
        yield* flatStatements(next.otherwise);
      }
      yield* flatStatements(statement.otherwise);
    } else if (isForEach(statement)) yield* flatStatements(statement.body);
    else if (isDeclaration(statement) && !statement.name) yield* flatStatements(statement.body);
  }
}

function entriesByName(statements: readonly Layered<Statement>[]): Map<string, Layered<Entry>[]> {
  const result = new Map<string, Layered<Entry>[]>();
  for (const { node, in: layer } of statements) {
    if (!isEntry(node)) continue;
    const same = result.get(node.name);
    if (same) same.push({ node, in: layer });
    else result.set(node.name, [{ node, in: layer }]);
  }
  return result;
}
