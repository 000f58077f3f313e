import { checkFile, type CheckedFile } from '../checker/file-checker.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { File } from '../generated/ast.ts';
import { comparePositions, compareText } from '../model/origin.ts';
import type { System } from '../model/system.ts';
import { parseFile, type SyntaxProblem } from '../parser/index.ts';
import { RULES } from '../rules/registry.ts';
import type { ElementCheck, Rule } from '../rules/rule.ts';
import {
  checkSuppressions,
  SUPPRESSION_CODES,
  suppresses,
  suppressionsOf,
  type Suppression,
} from '../rules/suppression.ts';
import { adoptSymbols } from '../scoping/adopt-symbols.ts';
import { Computation } from '../scoping/computation.ts';
import { Analysis } from '../scoping/analysis.ts';
import { fileSymbols, type FileSymbols } from '../scoping/file-symbols.ts';
import { placesInput, ProjectSymbols } from '../scoping/project-symbols.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { suggest } from '../scoping/suggestion.ts';
import type { Value } from '../scoping/value.ts';
import { AREA_WORDS } from '../vocabulary/areas/index.ts';
import { Vocabulary } from '../vocabulary/vocabulary.ts';
import { LIBRARY_FILES } from '../library/library.ts';
import { checkSettings } from './check-settings.ts';
import type { ProjectFacts } from './facts.ts';
import { grade } from './grading.ts';
import { ResolvedModel } from './resolved-model.ts';
import { reportTo, toDiagnostic } from './to-diagnostic.ts';
import { TrackedFacts } from './tracked-facts.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from './settings.ts';

/** One model file as the project knows it. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly ast: File;
  readonly syntax: readonly SyntaxProblem[];
  readonly symbols: FileSymbols;
  readonly suppressions: readonly Suppression[];
}

/** The resolved model for one environment, or why there is none. */
export type Resolution =
  { readonly system: System } | { readonly problem: { readonly message: string; readonly help?: string } };

export const VOCABULARY = new Vocabulary(AREA_WORDS);

/** How many files and elements were checked, each time anew. */
export interface Work {
  filesChecked: number;
  elementsChecked: number;
}

interface FileChecks {
  readonly checked: Computation<CheckedFile>;
  readonly findings: Computation<readonly Diagnostic[]>;
}

interface ElementFindings {
  readonly computation: Computation<readonly Diagnostic[]>;
  readonly file: FileSymbols | undefined;
}

interface RuleCheck {
  readonly rule: Rule;
  readonly check: ElementCheck;
}

/** What rules do for declarations of each noun. */
function checksByNoun(rules: readonly Rule[]): ReadonlyMap<string, readonly RuleCheck[]> {
  const result = new Map<string, RuleCheck[]>();
  for (const rule of rules) {
    for (const check of rule.checks ?? []) {
      result.set(check.noun, [...(result.get(check.noun) ?? []), { rule, check }]);
    }
  }
  return result;
}

/**
 * A project: its model files, what is known of its other files, and everything that follows from
 * them. Files are set and deleted one by one; what depends on them is computed again when asked.
 */
export class Project {
  settings: ProjectSettings = DEFAULT_SETTINGS;
  /** What the binder knows. */
  readonly analysis: Analysis;
  /** How much was computed so far: what an edit costs is the difference. */
  readonly work: Work = { filesChecked: 0, elementsChecked: 0 };
  /** Milliseconds by code of a rule, when somebody wants to know. */
  ruleTimes: Map<string, number> | undefined;
  readonly #files = new Map<string, ProjectFile>();
  readonly #symbols = new ProjectSymbols();
  readonly #checks = new Map<string, FileChecks>();
  readonly #facts: TrackedFacts;
  readonly #models = new Map<string, ResolvedModel>();
  readonly #findings = new WeakMap<ResolvedModel, WeakMap<Symbol, ElementFindings>>();
  readonly #systems = new Map<string, { readonly change: number; readonly system: System }>();

  readonly #rules: readonly Rule[];
  readonly #checksByNoun: ReadonlyMap<string, readonly RuleCheck[]>;

  constructor({ rules = RULES }: { readonly rules?: readonly Rule[] } = {}) {
    this.#rules = rules;
    this.#checksByNoun = checksByNoun(rules);
    for (const { path, text } of LIBRARY_FILES) {
      const { file } = parseFile(text);
      this.#symbols.set(fileSymbols(path, file, true));
    }
    this.#facts = new TrackedFacts(this.#symbols.tracker);
    this.analysis = new Analysis(this.#symbols, this.#facts.tracked);
  }

  get files(): ReadonlyMap<string, ProjectFile> {
    return this.#files;
  }

  get facts(): ProjectFacts {
    return this.#facts.tracked;
  }

  set facts(facts: ProjectFacts) {
    this.#facts.replace(facts);
  }

  /** Adds or replaces a model file. `path` is relative to the project folder, with forward slashes. */
  setFile(path: string, text: string): ProjectFile {
    const known = this.#files.get(path);
    if (known?.text === text) return known;
    const { file: ast, problems } = parseFile(text);
    const read = fileSymbols(path, ast);
    const symbols = known ? adoptSymbols(known.symbols, read) : read;
    const suppressions = suppressionsOf(text);
    const file: ProjectFile = { path, text, ast, syntax: problems, symbols, suppressions };
    this.#files.set(path, file);
    this.#checks.delete(path);
    this.#symbols.set(symbols);
    return file;
  }

  deleteFile(path: string): void {
    if (!this.#files.delete(path)) return;
    this.#checks.delete(path);
    this.#symbols.delete(path);
  }

  /** Findings and name bindings of one file by vocabulary and names alone. */
  checked(path: string): CheckedFile | undefined {
    return this.#checksOf(path)?.checked.get(this.#symbols.tracker);
  }

  #checksOf(path: string): FileChecks | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    let checks = this.#checks.get(path);
    if (!checks) {
      const { tracker } = this.#symbols;
      const checked = new Computation(() => {
        this.work.filesChecked++;
        return checkFile(file.symbols, file.ast, {
          vocabulary: VOCABULARY,
          analysis: this.analysis,
          facts: this.facts,
        });
      });
      checks = { checked, findings: new Computation(() => this.#fileFindings(file, checked.get(tracker))) };
      this.#checks.set(path, checks);
    }
    return checks;
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
    const model = this.model(environment, overrides);
    if ('problem' in model) return model;
    if (overrides) return { system: model.model.system(this.#declared()) };
    const key = model.name ?? '';
    const { changes } = this.#symbols.tracker;
    const known = this.#systems.get(key);
    if (known?.change === changes) return { system: known.system };
    const system = model.model.system(this.#declared());
    this.#systems.set(key, { change: changes, system });
    return { system };
  }

  /** The same, element by element. */
  model(
    environment?: string,
    overrides?: ReadonlyMap<string, Value>,
  ): { readonly model: ResolvedModel; readonly name?: string } | Extract<Resolution, { problem: unknown }> {
    let name: string | undefined;
    if (environment !== undefined) {
      const found = this.environment(environment);
      if ('message' in found) return { problem: found };
      name = found.qualifiedName;
    }
    const model = overrides ? this.#createModel(name, overrides) : this.#modelOf(name);
    return { model, ...(name === undefined ? {} : { name }) };
  }

  #modelOf(name: string | undefined): ResolvedModel {
    const key = name ?? '';
    let model = this.#models.get(key);
    if (!model) this.#models.set(key, (model = this.#createModel(name)));
    return model;
  }

  #createModel(name: string | undefined, overrides?: ReadonlyMap<string, Value>): ResolvedModel {
    return new ResolvedModel({
      analysis: this.analysis,
      facts: () => this.facts,
      ...(name === undefined
        ? {}
        : { environment: name, ...(overrides ? {} : { base: this.#modelOf(undefined) }) }),
      ...(overrides ? { overrides } : {}),
    });
  }

  /** Top-level declarations in the order of files and places; of those with the same kind and name the first. */
  *#declared(): Iterable<Symbol> {
    for (const path of [...this.#symbols.files.keys()].sort(compareText)) {
      for (const symbol of this.#symbols.files.get(path)!.declared) {
        if (this.#symbols.topLevel(symbol.kind, symbol.qualifiedName) === symbol) yield symbol;
      }
    }
  }

  /** All findings of the project, sorted by place; the environment decides what the rules of the resolved model see. */
  check(environment?: string): Diagnostic[] {
    const result: Diagnostic[] = [];
    for (const path of this.#files.keys()) result.push(...this.checkFile(path));
    result.push(...this.checkSystem(environment));
    for (const path of this.#files.keys()) result.push(...this.checkSuppressions(path, result));
    return sortDiagnostics(this.graded(result));
  }

  /** Findings of one file that need no resolved model. */
  checkFile(path: string): readonly Diagnostic[] {
    return this.#checksOf(path)?.findings.get(this.#symbols.tracker) ?? [];
  }

  #fileFindings(file: ProjectFile, checked: CheckedFile): readonly Diagnostic[] {
    const result: Diagnostic[] = file.syntax.map((problem) => ({
      code: CODES.syntax,
      severity: 'error',
      message: problem.message,
      file: file.path,
      range: problem.range,
    }));
    for (const problem of checked.problems) result.push(toDiagnostic(problem, file.path));
    for (const rule of this.#rules) {
      if (!rule.checkFile) continue;
      const start = performance.now();
      rule.checkFile(
        { file: file.symbols, ast: file.ast, analysis: this.analysis, facts: this.facts },
        (problem) =>
          result.push(toDiagnostic({ severity: rule.severity, ...problem, code: rule.code }, file.path)),
      );
      this.#countTime(rule, start);
    }
    this.#readPlaces(result, file.path);
    return result;
  }

  /** Findings of the rules that look at the resolved model. */
  checkSystem(environment?: string): Diagnostic[] {
    const result: Diagnostic[] = this.#checkSettings();
    for (const symbol of this.#declared()) result.push(...this.checkElement(symbol, environment));
    const resolution = this.resolve(environment);
    if ('problem' in resolution) return [];
    for (const rule of RULES)
      rule.checkSystem?.({ system: resolution.system, facts: this.facts }, reportTo(result, rule));
    return result;
  }

  /** The same for one top-level declaration. */
  checkElement(symbol: Symbol, environment?: string): readonly Diagnostic[] {
    const resolved = this.model(environment);
    if ('problem' in resolved) return [];
    const { tracker } = this.#symbols;
    if (resolved.name !== undefined) {
      const base = this.#findingsOf(this.#modelOf(undefined), symbol);
      const findings = base.get(tracker);
      if (resolved.model.shares(symbol, base)) return findings;
    }
    return this.#findingsOf(resolved.model, symbol).get(tracker);
  }

  #findingsOf(model: ResolvedModel, symbol: Symbol): Computation<readonly Diagnostic[]> {
    let known = this.#findings.get(model);
    if (!known) this.#findings.set(model, (known = new WeakMap<Symbol, ElementFindings>()));
    const file = this.#symbols.files.get(symbol.file.path);
    const kept = known.get(symbol);
    // The places in the findings belong to one state of the file.
    if (kept && kept.file === file) return kept.computation;
    const computation = new Computation(() => this.#elementFindings(model, symbol));
    known.set(symbol, { computation, file });
    return computation;
  }

  #elementFindings(model: ResolvedModel, symbol: Symbol): readonly Diagnostic[] {
    this.work.elementsChecked++;
    const result: Diagnostic[] = [];
    const subject = model.subject(symbol);
    for (const { rule, check } of this.#checksByNoun.get(symbol.kind) ?? []) {
      const start = performance.now();
      check.check(subject, model, reportTo(result, rule));
      this.#countTime(rule, start);
    }
    this.#readPlaces(result, symbol.file.path);
    return result;
  }

  #countTime({ code }: Rule, start: number): void {
    if (!this.ruleTimes) return;
    this.ruleTimes.set(code, (this.ruleTimes.get(code) ?? 0) + performance.now() - start);
  }

  /** Findings that point into other files are made again when these change. */
  #readPlaces(found: readonly Diagnostic[], own: string): void {
    for (const { file, related } of found) {
      for (const path of [file, ...(related ?? []).map((each) => each.file)]) {
        if (path !== own) this.#symbols.tracker.read(placesInput(path));
      }
    }
  }

  #checkSettings(): Diagnostic[] {
    const { environment } = this.settings;
    const found = environment === undefined ? undefined : this.environment(environment);
    return checkSettings(this.settings, found && 'message' in found ? found : undefined);
  }

  /** Suppressions of a file that hide nothing of what was found, or are written wrongly. */
  checkSuppressions(path: string, found: readonly Diagnostic[]): Diagnostic[] {
    const suppressions = this.#files.get(path)?.suppressions ?? [];
    if (suppressions.length === 0) return [];
    const here = ({ file }: Diagnostic): boolean => file === path;
    const first = checkSuppressions(path, suppressions, found.filter(here));
    if (!first.some(({ code }) => code === SUPPRESSION_CODES.unused)) return first;
    // It may hide what is only found in another environment.
    const everywhere = [undefined, ...this.environments().map(({ qualifiedName }) => qualifiedName)];
    const all = [...found, ...everywhere.flatMap((environment) => this.checkSystem(environment))];
    return checkSuppressions(path, suppressions, all.filter(here));
  }

  /** Findings as the project wants to see them: with its severities, and without what is ignored in place. */
  graded(found: readonly Diagnostic[]): Diagnostic[] {
    return grade(found, this.settings).filter(
      (diagnostic) =>
        !this.#files.get(diagnostic.file)?.suppressions.some((each) => suppresses(each, diagnostic)),
    );
  }
}

const SEVERITY_ORDER = { error: 0, warning: 1, information: 2, hint: 3 } as const;

export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      comparePositions(a.range.start, b.range.start) ||
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}
