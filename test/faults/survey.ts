import { AstUtils, type AstNode } from 'langium';
import {
  isAction,
  isDeclaration,
  isEntry,
  isFile,
  isList,
  type Action,
  type Body,
  type Clause,
  type Declaration,
  type Entry,
  type Expression,
  type Statement,
  type StringLiteral,
} from '../../language/generated/ast.ts';
import {
  offsetsOf,
  textOf,
  type Binding,
  type Project,
  type ProjectFacts,
  type Symbol,
  type System,
} from '../../language/index.ts';
import type { Edit } from './fault.ts';
import { isEntryNode } from './syntax-kinds.ts';

/** Everything with a body that operators look into. */
type Owner = { readonly body?: Body };

/**
 * What operators see of a correct project: its syntax, what each name means, and the resolved model as the
 * declarations stand. Everything is asked before anything is planted, because planting changes the project.
 */
export class Survey {
  readonly project: Project;
  /** As they were given to the project, which keeps account of who asks for what. */
  readonly facts: ProjectFacts;
  readonly system: System;
  readonly bindings: readonly Binding[];
  readonly #paths = new Map<AstNode, string>();
  readonly #meaning = new Map<AstNode, Symbol>();
  readonly #uses = new Map<Symbol, Binding[]>();
  readonly #symbols = new Map<AstNode, Symbol>();
  readonly #nodes: readonly AstNode[];
  #covered: { file: string; start: number; end: number }[] | undefined;

  constructor(project: Project, facts: ProjectFacts) {
    this.project = project;
    this.facts = facts;
    const resolution = project.resolve();
    if ('problem' in resolution) throw new Error(resolution.problem.message);
    this.system = resolution.system;
    const bindings: Binding[] = [];
    const nodes: AstNode[] = [];
    for (const file of [...project.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      this.#paths.set(file.ast, file.path);
      nodes.push(...AstUtils.streamAst(file.ast));
      bindings.push(...project.checked(file.path)!.bindings);
      const remember = (symbol: Symbol): void => {
        this.#symbols.set(symbol.node, symbol);
        symbol.all.forEach(remember);
      };
      file.symbols.declared.forEach(remember);
    }
    this.bindings = bindings;
    this.#nodes = nodes;
    for (const binding of bindings) {
      if (!binding.span) this.#meaning.set(binding.node, binding.symbol);
      const uses = this.#uses.get(binding.symbol) ?? [];
      // A declaration inside an environment names what it overrides; the declaration itself is no use.
      if (binding.node !== binding.symbol.node) uses.push(binding);
      this.#uses.set(binding.symbol, uses);
    }
  }

  all<T extends AstNode>(is: (node: AstNode) => node is T): T[] {
    return this.#nodes.filter(is);
  }

  /** Declarations of the given nouns wherever they stand; `own` leaves out what environments override. */
  declarations(...nouns: string[]): Declaration[] {
    return this.all(isDeclaration).filter((node) => nouns.includes(node.noun) && !this.inEnvironment(node));
  }

  inEnvironment(node: AstNode): boolean {
    for (let each = node.$container; each; each = each.$container)
      if (isDeclaration(each) && each.noun === 'environment') return true;
    return false;
  }

  actions(...verbs: string[]): Action[] {
    return this.all(isAction).filter(({ verb }) => verbs.includes(verb));
  }

  meaning(node: AstNode | undefined): Symbol | undefined {
    return node && this.#meaning.get(node);
  }

  symbol(node: AstNode): Symbol | undefined {
    return this.#symbols.get(node);
  }

  symbols(kind: string): Symbol[] {
    return [...this.#symbols.values()].filter((symbol) => symbol.kind === kind);
  }

  /** Places that name a symbol, its own declaration left out. */
  uses(symbol: Symbol | undefined): readonly Binding[] {
    return (symbol && this.#uses.get(symbol)) ?? [];
  }

  /** Elements that name a symbol somewhere in them. */
  users(symbol: Symbol | undefined): AstNode[] {
    return [...new Set(this.uses(symbol).map(({ node }) => this.elementOf(node)))];
  }

  /** Elements with a text that holds a symbol's name in `${…}`. */
  interpolations(symbol: Symbol | undefined): AstNode[] {
    if (!symbol) return [];
    const named = new RegExp(`\\$\\{[^}]*\\b${symbol.name}\\b[^}]*\\}`);
    return this.all(isStringNode)
      .filter((node) => named.test(textOf(node)))
      .map((node) => this.elementOf(node));
  }

  fileOf(node: AstNode): string {
    return this.#paths.get(AstUtils.findRootNode(node))!;
  }

  /** The declaration, column or feature that a node is part of; the file when it stands outside of all. */
  elementOf(node: AstNode): AstNode {
    for (let each: AstNode | undefined = node; each; each = each.$container) {
      if (isFile(each)) return each;
      if (isDeclaration(each) && each.name !== undefined) return each;
      if (isEntry(each) && this.#symbols.has(each)) return each;
    }
    return node;
  }

  /** The nearest declaration around a node with one of the nouns. */
  around(node: AstNode, ...nouns: string[]): Declaration | undefined {
    for (let each: AstNode | undefined = node; each; each = each.$container)
      if (isDeclaration(each) && nouns.includes(each.noun)) return each;
    return undefined;
  }

  /** Whether every environment puts another value over the one that stands at a place, so that it never counts. */
  isCovered({ file, start }: Edit): boolean {
    this.#covered ??= this.#findCovered();
    return this.#covered.some((each) => each.file === file && each.start <= start && start < each.end);
  }

  #findCovered(): { file: string; start: number; end: number }[] {
    const environments = this.environments();
    if (environments.length === 0) return [];
    return [...this.all(isEntryNode), ...this.declarations('param')]
      .filter(
        (node) => !this.inEnvironment(node) && environments.every((each) => this.isSetBy(each, pathOf(node))),
      )
      .map((node) => ({ file: this.fileOf(node), ...offsetsOf(node)! }));
  }

  environments(): Declaration[] {
    return this.declarations('environment');
  }

  /** Whether an environment, or one that it extends, gives a property or parameter a value. */
  isSetBy(environment: Declaration | undefined, path: string, depth = 0): boolean {
    if (!environment || depth > 20) return false;
    const own = [...below(environment.body, isEntryNode), ...below(environment.body, isParam)];
    if (own.some((node) => pathOf(node) === path)) return true;
    const base = this.meaning(clause(environment, 'extends')?.value)?.node;
    return this.isSetBy(base as Declaration | undefined, path, depth + 1);
  }

  replace(node: AstNode, text: string): Edit {
    const { start, end } = offsetsOf(node)!;
    return { file: this.fileOf(node), start, end, text };
  }

  /** Takes a statement out of its body, with its line or its comma. */
  remove(node: AstNode): Edit {
    const { start, end } = offsetsOf(node)!;
    const file = this.fileOf(node);
    const text = this.project.files.get(file)!.text;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end) + 1;
    const isAlone =
      text.slice(lineStart, start).trim() === '' && /^\s*(\/\/.*)?$/.test(text.slice(end, lineEnd).trim());
    if (isAlone) return { file, start: lineStart, end: lineEnd, text: '' };
    const after = /^\s*,\s*/.exec(text.slice(end));
    if (after) return { file, start, end: end + after[0].length, text: '' };
    const before = /\s*,?\s*$/.exec(text.slice(0, start))!;
    return { file, start: start - before[0].length, end, text: before[0].includes(',') ? '' : ' ' };
  }

  insertAfter(node: AstNode, text: string): Edit {
    const { end } = offsetsOf(node)!;
    return { file: this.fileOf(node), start: end, end, text };
  }

  insertBefore(node: AstNode, text: string): Edit {
    const { start } = offsetsOf(node)!;
    return { file: this.fileOf(node), start, end: start, text };
  }

  /** A stretch inside a node, found by its text. */
  replaceIn(node: AstNode, old: string | RegExp, text: string): Edit | undefined {
    const written = textOf(node);
    const at = typeof old === 'string' ? written.indexOf(old) : written.search(old);
    if (at < 0) return undefined;
    const length = typeof old === 'string' ? old.length : old.exec(written)![0].length;
    const start = offsetsOf(node)!.start + at;
    return { file: this.fileOf(node), start, end: start + length, text };
  }

  /** The name of a symbol and every place that uses it. */
  rename(symbol: Symbol, name: string): Edit[] {
    const edits: Edit[] = [];
    const seen = new Set<number>();
    const add = (node: AstNode, old: string): void => {
      const edit = this.replaceIn(node, new RegExp(`\\b${old}\\b`), name);
      if (edit && !seen.has(edit.start)) edits.push(edit);
      if (edit) seen.add(edit.start);
    };
    add(symbol.node, symbol.name);
    for (const { node } of this.uses(symbol)) add(node, symbol.name);
    return edits;
  }
}

const isStringNode = (node: AstNode): node is StringLiteral => node.$type === 'StringLiteral';
const isParam = (node: AstNode): node is Declaration => isDeclaration(node) && node.noun === 'param';

/** Nouns and names from the outermost declaration to a property, without an environment around them. */
function pathOf(node: Entry | Declaration): string {
  const parts = isDeclaration(node) ? [`param ${node.name ?? ''} /`] : [node.name];
  for (let each: AstNode | undefined = node.$container; each; each = each.$container)
    if (isDeclaration(each) && each.noun !== 'environment') parts.unshift(`${each.noun} ${each.name ?? ''}`);
  return parts.join(' / ');
}

export const statementsOf = (owner: Owner | undefined): readonly Statement[] => owner?.body?.statements ?? [];

/** A property of a declaration, action or entry: `timeout: 2h`. */
export const entry = (owner: Owner | undefined, name: string): Entry | undefined =>
  statementsOf(owner).find((each): each is Entry => isEntry(each) && each.name === name);

export const entries = (owner: Owner | undefined): Entry[] => statementsOf(owner).filter(isEntry);

/** A block without a name inside another: `scale { … }`. */
export const block = (owner: Owner | undefined, noun: string): Declaration | undefined =>
  statementsOf(owner).find((each): each is Declaration => isDeclaration(each) && each.noun === noun);

export const blocks = (owner: Owner | undefined, noun: string): Declaration[] =>
  statementsOf(owner).filter((each): each is Declaration => isDeclaration(each) && each.noun === noun);

export const actionsOf = (owner: Owner | undefined, verb: string): Action[] =>
  statementsOf(owner).filter((each): each is Action => isAction(each) && each.verb === verb);

export const clause = (owner: { readonly clauses: readonly Clause[] }, word: string): Clause | undefined =>
  owner.clauses.find((each) => each.word === word);

/** Items of a list, or the one value that stands instead of it. */
export const items = (node: Expression | undefined): readonly Expression[] =>
  node === undefined ? [] : isList(node) ? node.items : [node];

/** Nodes below one, itself included. */
export function* below<T extends AstNode>(
  node: AstNode | undefined,
  is: (node: AstNode) => node is T,
): Iterable<T> {
  if (node) for (const each of AstUtils.streamAst(node)) if (is(each)) yield each;
}

export { textOf };
