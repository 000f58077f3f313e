import type { FileSymbols } from './file-symbols.ts';
import { LIBRARY_PACKAGE, type ProjectSymbols } from './project-symbols.ts';
import { suggest } from './suggestion.ts';
import type { Symbol } from './symbol.ts';

/**
 * Which declaration a name means at a place: members of the elements around it from the inside out,
 * then the file's imports, its package, whole imported packages, and the library.
 */
export class NameScope {
  readonly project: ProjectSymbols;
  readonly file: FileSymbols;
  readonly around: Symbol | undefined;

  constructor(project: ProjectSymbols, file: FileSymbols, around?: Symbol) {
    this.project = project;
    this.file = file;
    this.around = around;
  }

  inside(symbol: Symbol): NameScope {
    return new NameScope(this.project, this.file, symbol);
  }

  /**
   * Elements of different kinds may share a name (`training net` and `model net`), so where only some
   * kinds fit, these are preferred; what does not fit is still found, for a better message.
   */
  lookup(name: string, kinds?: readonly string[]): Symbol | undefined {
    for (let around = this.around; around; around = around.parent) {
      const member = this.member(around, name);
      if (member && isVisibleName(member)) return member;
    }
    return this.lookupOutside(name, kinds);
  }

  /** The same without the members of the elements around: what a top-level name means in this file. */
  lookupOutside(name: string, kinds?: readonly string[]): Symbol | undefined {
    for (const statement of this.file.imports) {
      for (const imported of statement.names) {
        if ((imported.alias ?? imported.name) === name) {
          return pick(this.project.declared(statement.package, imported.name), kinds);
        }
      }
    }
    const own = pick(this.project.declared(this.file.package, name), kinds);
    if (own) return own;
    for (const statement of this.file.imports) {
      if (statement.names.length > 0) continue;
      const found = pick(this.project.declared(statement.package, name), kinds);
      if (found) return found;
    }
    return pick(this.project.declared(LIBRARY_PACKAGE, name), kinds);
  }

  /**
   * Whether the file imports a name, or everything, from where it can't be found, or declares it in words that are
   * not understood. That was reported there, so it is not reported again at each use.
   */
  isLost(name: string): boolean {
    if (this.file.lost.has(name)) return true;
    return this.file.imports.some((statement) => {
      if (!this.project.hasPackage(statement.package)) {
        const { names } = statement;
        if (names.length === 0) return this.project.anywhere(name).length > 0;
        return names.some((each) => (each.alias ?? each.name) === name);
      }
      return statement.names.some((each) => {
        if (this.project.declared(statement.package, each.name).length > 0) return false;
        return (
          (each.alias ?? each.name) === name ||
          suggest(each.name, this.project.namesOf(statement.package)) === name
        );
      });
    });
  }

  /** A name declared inside a symbol, or inside what stands for it in a template. */
  member(symbol: Symbol, name: string): Symbol | undefined {
    const find = (): Symbol | undefined =>
      symbol.members.get(name) ?? this.counterpart(symbol)?.members.get(name);
    return this.#isOwn(symbol) ? find() : this.project.memberLookup.member(symbol, name, find);
  }

  #isOwn(symbol: Symbol): boolean {
    return symbol.file.path === this.file.path;
  }

  /** The template that a symbol is made from, or what the template of its element has in its place. */
  counterpart(symbol: Symbol): Symbol | undefined {
    if (!symbol.parent) return this.templateOf(symbol);
    return this.counterpart(symbol.parent)?.members.get(symbol.name);
  }

  /** `service a = model_api(…)`: the template's symbol, as the file that says so sees it. */
  templateOf(symbol: Symbol): Symbol | undefined {
    if (this.#isOwn(symbol)) return this.#templateIn(this.file, symbol);
    return this.project.memberLookup.template(symbol, () => {
      const file = this.project.file(symbol.file.path);
      return file && this.#templateIn(file, symbol);
    });
  }

  #templateIn(file: FileSymbols, { node }: Symbol): Symbol | undefined {
    if (node.$type === 'Parameter' || node.$type === 'Entry') return undefined;
    const value = 'value' in node ? node.value : undefined;
    if (value?.$type !== 'Call' || value.callee.$type !== 'NameRef') return undefined;
    const template = new NameScope(this.project, file).lookupOutside(value.callee.name, ['template']);
    return template?.kind === 'template' ? template : undefined;
  }

  /** Names that can be used here without an import, for "did you mean" and completion; only their kinds may be read. */
  *visible(): Iterable<Symbol> {
    for (let around = this.around; around; around = around.parent) {
      for (const member of around.members.values()) if (isVisibleName(member)) yield member;
    }
    for (const statement of this.file.imports) {
      const names = new Set(statement.names.map((each) => each.name));
      for (const symbol of this.project.kindsOf(statement.package)) {
        if (names.size === 0 || names.has(symbol.name)) yield symbol;
      }
    }
    for (const packageName of [this.file.package, LIBRARY_PACKAGE]) yield* this.project.kindsOf(packageName);
  }
}

/** The symbol of the first wanted kind there is; else the first by kind, so that the order of declarations never matters. */
function pick(symbols: readonly Symbol[], kinds: readonly string[] | undefined): Symbol | undefined {
  if (symbols.length < 2) return symbols[0];
  for (const kind of kinds ?? []) {
    const fitting = symbols.find((symbol) => symbol.kind === kind);
    if (fitting) return fitting;
  }
  return [...symbols].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))[0];
}

/** Columns and features are seen through the expression scopes, where their source is known. */
const isVisibleName = (symbol: Symbol): boolean => symbol.kind !== 'column' && symbol.kind !== 'feature';
