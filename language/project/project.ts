import { checkFile, type CheckedFile } from '../checker/file-checker.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { File } from '../generated/ast.ts';
import { compareText, type Range } from '../model/origin.ts';
import type { System } from '../model/system.ts';
import { lowerSystem } from '../model/lowering/lower.ts';
import { parseFile, type SyntaxProblem } from '../parser/index.ts';
import { RULES } from '../rules/registry.ts';
import type { Rule, SystemReport } from '../rules/rule.ts';
import { LoweringContext } from '../model/lowering/context.ts';
import { SystemView } from './system-view.ts';
import { Analysis } from '../scoping/analysis.ts';
import { fileSymbols, type FileSymbols } from '../scoping/file-symbols.ts';
import { whereIs } from '../scoping/place.ts';
import type { Problem } from '../scoping/problem.ts';
import { ProjectSymbols } from '../scoping/project-symbols.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { suggest } from '../scoping/suggestion.ts';
import type { Value } from '../scoping/value.ts';
import { AREA_WORDS } from '../vocabulary/areas/index.ts';
import { Vocabulary } from '../vocabulary/vocabulary.ts';
import { LIBRARY_FILES } from '../library/library.ts';
import { NO_FACTS, type ProjectFacts } from './facts.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from './settings.ts';

/** One model file as the project knows it. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly ast: File;
  readonly syntax: readonly SyntaxProblem[];
  readonly symbols: FileSymbols;
}

/** The resolved model for one environment, or why there is none. */
export type Resolution =
  { readonly system: System } | { readonly problem: { readonly message: string; readonly help?: string } };

export const VOCABULARY = new Vocabulary(AREA_WORDS);

/**
 * A project: its model files, what is known of its other files, and everything that follows from
 * them. Files are set and deleted one by one; what depends on them is computed again when asked.
 */
export class Project {
  settings: ProjectSettings = DEFAULT_SETTINGS;
  readonly #files = new Map<string, ProjectFile>();
  readonly #symbols = new ProjectSymbols();
  #facts: ProjectFacts = NO_FACTS;
  #analysis: Analysis | undefined;
  readonly #checked = new Map<string, CheckedFile>();
  readonly #systems = new Map<string, System>();

  constructor() {
    for (const { path, text } of LIBRARY_FILES) {
      const { file } = parseFile(text);
      this.#symbols.set(fileSymbols(path, file, true));
    }
  }

  get files(): ReadonlyMap<string, ProjectFile> {
    return this.#files;
  }

  get facts(): ProjectFacts {
    return this.#facts;
  }

  set facts(facts: ProjectFacts) {
    this.#facts = facts;
    this.#forget();
  }

  /** Adds or replaces a model file. `path` is relative to the project folder, with forward slashes. */
  setFile(path: string, text: string): ProjectFile {
    const known = this.#files.get(path);
    if (known?.text === text) return known;
    const { file: ast, problems } = parseFile(text);
    const symbols = fileSymbols(path, ast);
    const file: ProjectFile = { path, text, ast, syntax: problems, symbols };
    this.#files.set(path, file);
    this.#symbols.set(symbols);
    this.#forget();
    return file;
  }

  deleteFile(path: string): void {
    if (!this.#files.delete(path)) return;
    this.#symbols.delete(path);
    this.#forget();
  }

  #forget(): void {
    this.#analysis = undefined;
    this.#checked.clear();
    this.#systems.clear();
  }

  /** What the binder knows in the current state. */
  get analysis(): Analysis {
    return (this.#analysis ??= new Analysis(this.#symbols));
  }

  /** Findings and name bindings of one file by vocabulary and names alone. */
  checked(path: string): CheckedFile | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    const known = this.#checked.get(path);
    if (known) return known;
    const result = checkFile(file.symbols, file.ast, {
      vocabulary: VOCABULARY,
      analysis: this.analysis,
      facts: this.#facts,
    });
    this.#checked.set(path, result);
    return result;
  }

  /** Environments of the project, sorted by qualified name. */
  environments(): Symbol[] {
    return [...this.#symbols.files.values()]
      .flatMap((file) => file.declared.filter((symbol) => symbol.kind === 'environment'))
      .sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : 1));
  }

  /** Finds an environment by qualified or simple name. */
  environment(name: string): Symbol | { readonly message: string; readonly help?: string } {
    const all = this.environments();
    const found = all.filter((symbol) => symbol.qualifiedName === name || symbol.name === name);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) {
      return {
        message: `Several environments are called ${name}.`,
        help: `Use a full name: ${found.map((each) => each.qualifiedName).join(', ')}.`,
      };
    }
    const suggestion = suggest(
      name,
      all.map((symbol) => symbol.name),
    );
    return {
      message: `There is no environment ${name}.`,
      help: suggestion
        ? `Did you mean ${suggestion}?`
        : all.length > 0
          ? `Environments: ${all.map((symbol) => symbol.name).join(', ')}.`
          : 'The project declares no environment.',
    };
  }

  /** The resolved model with one environment applied; without a name, the declarations as they stand. */
  resolve(environment?: string, overrides?: ReadonlyMap<string, Value>): Resolution {
    let symbol: Symbol | undefined;
    if (environment !== undefined) {
      const found = this.environment(environment);
      if ('message' in found) return { problem: found };
      symbol = found;
    }
    const key = symbol?.qualifiedName ?? '';
    const known = overrides ? undefined : this.#systems.get(key);
    if (known) return { system: known };
    const system = lowerSystem({
      analysis: this.analysis,
      ...(symbol ? { environment: symbol } : {}),
      ...(overrides ? { overrides } : {}),
    });
    if (!overrides) this.#systems.set(key, system);
    return { system };
  }

  /** All findings of the project, sorted by place; the environment decides what the rules of the resolved model see. */
  check(environment?: string): Diagnostic[] {
    const result: Diagnostic[] = [];
    for (const path of this.#files.keys()) result.push(...this.checkFile(path));
    result.push(...this.checkSystem(environment));
    return sortDiagnostics(this.graded(result));
  }

  /** Findings of one file that need no resolved model. */
  checkFile(path: string): Diagnostic[] {
    const file = this.#files.get(path);
    if (!file) return [];
    const result: Diagnostic[] = file.syntax.map((problem) => ({
      code: CODES.syntax,
      severity: 'error',
      message: problem.message,
      file: path,
      range: problem.range,
    }));
    for (const problem of this.checked(path)!.problems) result.push(this.#diagnostic(problem, path));
    for (const rule of RULES) {
      rule.checkFile?.(
        { file: file.symbols, ast: file.ast, analysis: this.analysis, facts: this.#facts },
        (problem) =>
          result.push(this.#diagnostic({ severity: rule.severity, ...problem, code: rule.code }, path)),
      );
    }
    return result;
  }

  /** Findings of the rules that look at the resolved model. */
  checkSystem(environmentName?: string): Diagnostic[] {
    const resolution = this.resolve(environmentName);
    if ('problem' in resolution) return [];
    const result: Diagnostic[] = [];
    const { system } = resolution;
    const symbols = this.#topLevel();
    const found = environmentName === undefined ? undefined : this.environment(environmentName);
    const environment = found && 'node' in found ? found : undefined;
    const context = new LoweringContext({
      analysis: this.analysis,
      ...(environment ? { environment } : {}),
    });
    const view = new SystemView(system, context, symbols, this.#facts);
    for (const rule of RULES) {
      const report = this.#reportFor(rule, result);
      rule.checkSystem?.({ system, facts: this.#facts }, report);
      for (const { noun, check } of rule.checks ?? []) {
        for (const symbol of symbols.values()) if (symbol.kind === noun) check(symbol, view, report);
      }
    }
    return result;
  }

  #topLevel(): Map<string, Symbol> {
    const result = new Map<string, Symbol>();
    for (const file of [...this.#symbols.files.values()].sort((a, b) => compareText(a.path, b.path))) {
      for (const symbol of file.declared) {
        const key = `${symbol.kind} ${symbol.qualifiedName}`;
        if (!result.has(key)) result.set(key, symbol);
      }
    }
    return result;
  }

  #reportFor(rule: Rule, result: Diagnostic[]): SystemReport {
    return ({ origin, related, ...finding }) => {
      result.push({
        code: rule.code,
        severity: rule.severity,
        file: origin.file,
        range: origin.range,
        ...finding,
        ...(related
          ? {
              related: related.map((each) => ({
                file: each.origin.file,
                range: each.origin.range,
                message: each.message,
              })),
            }
          : {}),
      });
    };
  }

  /** Applies the severities of the project file. */
  graded(diagnostics: readonly Diagnostic[]): Diagnostic[] {
    return diagnostics.flatMap((diagnostic) => {
      const severity = this.settings.rules[diagnostic.code];
      if (severity === 'off') return [];
      return severity === undefined ? [diagnostic] : [{ ...diagnostic, severity }];
    });
  }

  #diagnostic(problem: Problem, path: string): Diagnostic {
    const { code, message, node, property, index, severity, help, data, related, tags } = problem;
    return {
      code,
      severity: severity ?? 'error',
      message,
      file: path,
      range: whereIs(node, property, index),
      ...(help === undefined ? {} : { help }),
      ...(data === undefined ? {} : { data }),
      ...(tags ? { tags } : {}),
      ...(related
        ? {
            related: related.map((each) =>
              'symbol' in each
                ? { file: each.symbol.file.path, range: nameRange(each.symbol), message: each.message }
                : each,
            ),
          }
        : {}),
    };
  }
}

/** Where the name of a declaration is written. */
export const nameRange = (symbol: Symbol): Range => whereIs(symbol.node, 'name');

const SEVERITY_ORDER = { error: 0, warning: 1, information: 2, hint: 3 } as const;

export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}
