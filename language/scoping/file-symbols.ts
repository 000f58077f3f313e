import type {
  Body,
  Declaration,
  Entry,
  File,
  ImportStatement,
  PackageStatement,
  Statement,
} from '../generated/ast.ts';
import {
  isAction,
  isDeclaration,
  isEntry,
  isForEach,
  isImportStatement,
  isPackageStatement,
  isWhen,
} from '../generated/ast.ts';
import type { Symbol, SymbolFile, SymbolNode } from './symbol.ts';

/** What one file declares and imports. */
export interface FileSymbols extends SymbolFile {
  readonly packageNode?: PackageStatement;
  readonly imports: readonly ImportStatement[];
  /** Top-level declarations in order, duplicates included. Environments' overrides are not among them. */
  readonly declared: readonly Symbol[];
  /** Names of what is declared with a noun that nobody knows, such as `souce swipes { … }`. */
  readonly lost: ReadonlySet<string>;
}

/** Nouns whose rows declare names: a schema's columns and a view's features. */
const ROWS: Readonly<Record<string, string>> = { schema: 'column', columns: 'column', features: 'feature' };

/** Bodies in which a declaration repeats one that stands elsewhere, so it declares nothing new. */
const OVERRIDES: ReadonlySet<string> = new Set(['environment']);

/**
 * Reads what a file declares from its tree. Declarations that are the same nodes as `before` stay the same symbols.
 */
export function fileSymbols(path: string, file: File, before?: FileSymbols | 'library'): FileSymbols {
  const packageNode = file.statements.find(isPackageStatement);
  const base: SymbolFile = { path, package: packageNode?.name ?? '', library: before === 'library' };
  const known = new Map<SymbolNode, Symbol>();
  if (before && before !== 'library' && before.package === base.package) {
    for (const symbol of before.declared) known.set(symbol.node, symbol);
  }
  const declared: Symbol[] = [];
  for (const statement of file.statements) {
    if (!isDeclaration(statement) || !statement.name) continue;
    declared.push(known.get(statement) ?? declare(statement, base, undefined));
  }
  return {
    ...base,
    ...(packageNode ? { packageNode } : {}),
    imports: file.statements.filter(isImportStatement),
    declared,
    lost: new Set(
      file.statements.flatMap((each) =>
        isAction(each) && each.object?.$type === 'NameRef' ? [each.object.name] : [],
      ),
    ),
  };
}

function declare(node: Declaration, file: SymbolFile, parent: Symbol | undefined): Symbol {
  const all: Symbol[] = [];
  const symbol = make(node.name!, node.noun, node, file, parent, all);
  if (OVERRIDES.has(node.noun)) return symbol;
  for (const parameter of node.parameters) {
    if (parameter.name) all.push(make(parameter.name, 'parameter', parameter, file, symbol, []));
  }
  declareBody(node.body, node.noun, file, symbol, all);
  return withMembers(symbol, all);
}

function declareBody(
  body: Body | undefined,
  noun: string,
  file: SymbolFile,
  parent: Symbol,
  into: Symbol[],
): void {
  for (const statement of body?.statements ?? []) declareStatement(statement, noun, file, parent, into);
}

function declareStatement(
  statement: Statement,
  noun: string,
  file: SymbolFile,
  parent: Symbol,
  into: Symbol[],
): void {
  if (isDeclaration(statement)) {
    if (statement.name) into.push(declare(statement, file, parent));
    // A block without a name (schema, parallel, columns) gives its names to the element around it.
    else declareBody(statement.body, statement.noun, file, parent, into);
  } else if (isEntry(statement)) {
    const kind = rowKind(statement, noun);
    if (kind) into.push(make(statement.name, kind, statement, file, parent, []));
  } else if (isWhen(statement)) {
    declareBody(statement.body, noun, file, parent, into);
    if (statement.alternative) declareStatement(statement.alternative, noun, file, parent, into);
    declareBody(statement.otherwise, noun, file, parent, into);
  } else if (isForEach(statement)) {
    if (statement.variable) into.push(make(statement.variable, 'item', statement, file, parent, []));
    declareBody(statement.body, noun, file, parent, into);
  }
}

function rowKind(entry: Entry, noun: string): string | undefined {
  const kind = ROWS[noun];
  if (kind === 'column') return entry.value ? kind : undefined;
  return kind && entry.formula ? kind : undefined;
}

function make(
  name: string,
  kind: string,
  node: SymbolNode,
  file: SymbolFile,
  parent: Symbol | undefined,
  all: Symbol[],
): Symbol {
  const outer = parent ? parent.qualifiedName : file.package;
  const qualifiedName = outer ? `${outer}.${name}` : name;
  const symbol = { name, kind, qualifiedName, file, node, members: NO_MEMBERS, all };
  return parent ? { ...symbol, parent } : symbol;
}

const NO_MEMBERS: ReadonlyMap<string, Symbol> = new Map();

function withMembers(symbol: Symbol, all: readonly Symbol[]): Symbol {
  const members = new Map<string, Symbol>();
  for (const member of all) if (!members.has(member.name)) members.set(member.name, member);
  // Assigned in place: members already point at this symbol as their parent.
  return Object.assign(symbol, { members });
}
