import type { File, ImportedName, Statement } from '../generated/ast.ts';
import { isImportStatement, isPackageStatement } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import { attributeExists } from '../model/lowering/attribute-names.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { FileSymbols } from '../scoping/file-symbols.ts';
import { NameScope } from '../scoping/name-scope.ts';
import { LIBRARY_PACKAGE } from '../scoping/project-symbols.ts';
import type { Binding, Problem } from '../scoping/problem.ts';
import { Reader } from '../scoping/reader.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { UNKNOWN_TYPE } from '../types/data-type.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { StatementChecker } from './statement-checker.ts';

/** What checking a file by its words and names gives: findings, and what each name means. */
export interface CheckedFile {
  readonly problems: readonly Problem[];
  readonly bindings: readonly Binding[];
}

export interface FileCheckOptions {
  readonly vocabulary: Vocabulary;
  readonly analysis: Analysis;
  readonly facts: ProjectFacts;
}

/** Gives what was found in a statement before, where that still holds. */
export type RememberStatement = (statement: Statement, check: () => CheckedFile) => CheckedFile;

/**
 * Checks one file against the vocabulary and binds its names. It reads other files only through their symbols.
 * Statements are checked each by itself, so that `remember` may know what comes out.
 */
export function checkFile(
  file: FileSymbols,
  ast: File,
  options: FileCheckOptions,
  remember: RememberStatement,
): CheckedFile {
  const { analysis } = options;
  const found = new Findings();
  const reader = readerFor(file, analysis, found);
  checkImports(file, reader);
  checkDuplicates(file, analysis, found.report);
  const declared = new Map(file.declared.map((symbol) => [symbol.node, symbol]));
  const checker = new StatementChecker({ ...options, declared });
  for (const statement of ast.statements) {
    if (isPackageStatement(statement) || isImportStatement(statement)) continue;
    const checked = remember(statement, () => {
      const own = new Findings();
      const inside = readerFor(file, analysis, own);
      checker.check(statement, {
        word: undefined,
        around: undefined,
        subject: undefined,
        reader: inside,
        names: {},
      });
      return own;
    });
    for (const problem of checked.problems) found.problems.push(problem);
    for (const binding of checked.bindings) found.bindings.push(binding);
  }
  checkUnusedImports(found.bindings, found.report);
  return found;
}

/** Collects what is found. A value can be read more than once (as itself and inside a list); the same is said only once. */
class Findings implements CheckedFile {
  readonly problems: Problem[] = [];
  readonly bindings: Binding[] = [];
  readonly #seen = new Set<string>();

  readonly report = (problem: Problem): void => {
    const key = `${problem.code} ${problem.message} ${problem.node.$cstNode?.offset} ${problem.property ?? ''} ${problem.index ?? ''}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.problems.push(problem);
  };
}

const readerFor = (file: FileSymbols, analysis: Analysis, { report, bindings }: Findings): Reader =>
  new Reader({
    names: new NameScope(analysis.project, file),
    report,
    bind: (binding) => bindings.push(binding),
    // Checked once for all environments, so of a parameter only the type counts.
    parameter: (symbol) => analysis.types.typeOf(symbol) ?? UNKNOWN_TYPE,
    attribute: (symbol, attribute) =>
      attributeExists(symbol, attribute) ? `\${${symbol.name}.${attribute}}` : undefined,
  });

function checkImports(file: FileSymbols, reader: Reader): void {
  const { project } = reader.names;
  for (const statement of file.imports) {
    // Half-typed; the parser has said so.
    if ((statement.package as string | undefined) === undefined) continue;
    if (!project.hasPackage(statement.package)) {
      const suggestion = suggest(statement.package, project.packages());
      reader.report({
        code: CODES.unknownPackage,
        message: `There is no package ${statement.package} in this project.`,
        node: statement,
        property: 'package',
        help:
          didYouMean(suggestion) ??
          `Packages here: ${project
            .packages()
            .filter((name) => name !== '' && name !== LIBRARY_PACKAGE)
            .join(', ')}.`,
        data: { name: statement.package, suggestion },
      });
      continue;
    }
    for (const imported of statement.names) {
      const found = project.declared(statement.package, imported.name);
      for (const symbol of found) reader.bind({ node: imported, property: 'name', symbol });
      if (found.length > 0) continue;
      const near = suggest(imported.name, project.namesOf(statement.package));
      const suggestion = near && keepingUses(near, imported, file);
      reader.report({
        code: CODES.unknownImport,
        message: `${statement.package} declares no ${imported.name}.`,
        node: imported,
        property: 'name',
        help:
          didYouMean(near) ?? `It declares ${project.namesOf(statement.package).join(', ') || 'nothing'}.`,
        data: { name: imported.name, suggestion },
      });
    }
  }
}

/** The file may go on using a name that is another one now where it is declared. */
function keepingUses(name: string, imported: ImportedName, { imports }: FileSymbols): string {
  if (imported.alias !== undefined) return name;
  const header = imports.at(-1)?.$cstNode;
  const text = header?.root.fullText.slice(header.end) ?? '';
  return new RegExp(`\\b${imported.name}\\b`, 'u').test(text) ? `${name} as ${imported.name}` : name;
}

/** Kinds whose inputs, steps and outputs may be called the same: `output text : string from text`. */
const HAS_PORTS: ReadonlySet<string> = new Set(['model', 'engine', 'service', 'pipeline']);

/** As many other places are told with one of many declarations: of a folder that was copied a few are enough. */
const MOST_OTHERS = 5;

/** A name that is declared more than once is reported at every place, with others beside it. */
function checkDuplicates(file: FileSymbols, analysis: Analysis, report: (problem: Problem) => void): void {
  const tell = (symbol: Symbol, same: readonly Symbol[]): void => {
    if (same.length < 2) return;
    const others = same.filter((other) => other !== symbol).slice(0, MOST_OTHERS);
    report({
      code: CODES.duplicate,
      message: `${symbol.name} is declared ${same.length} times${symbol.parent ? ` in ${symbol.parent.name}` : ''}.`,
      node: symbol.node,
      property: 'name',
      help: 'Rename one of them.',
      related: others.map((other) => ({ symbol: other, message: `${other.name} is declared here, too.` })),
    });
  };
  const inside = (symbol: Symbol): void => {
    const byName = new Map<string, Symbol[]>();
    for (const member of symbol.all) {
      const key = HAS_PORTS.has(symbol.kind) ? `${member.kind} ${member.name}` : member.name;
      const same = byName.get(key);
      if (same) same.push(member);
      else byName.set(key, [member]);
    }
    for (const same of byName.values()) if (same.length > 1) same.forEach((member) => tell(member, same));
    symbol.all.forEach(inside);
  };
  for (const symbol of file.declared) {
    const same = analysis.project
      .declared(file.package, symbol.name)
      .filter((other) => other.kind === symbol.kind);
    tell(symbol, same);
    inside(symbol);
  }
}

function checkUnusedImports(bindings: readonly Binding[], report: (problem: Problem) => void): void {
  const used = new Set<Symbol>();
  for (const binding of bindings) if (binding.node.$type !== 'ImportedName') used.add(binding.symbol);
  const imported = bindings.filter((binding) => binding.node.$type === 'ImportedName');
  for (const { node, symbol } of imported) {
    if (used.has(symbol) || usesMember(used, symbol)) continue;
    report({
      code: CODES.unusedImport,
      message: `${symbol.name} is imported but not used.`,
      node,
      property: 'name',
      severity: 'hint',
      tags: ['unnecessary'],
      help: 'Remove it from the import.',
      data: { name: symbol.name },
    });
  }
}

function usesMember(used: ReadonlySet<Symbol>, symbol: Symbol): boolean {
  for (const each of used) for (let up = each.parent; up; up = up.parent) if (up === symbol) return true;
  return false;
}
