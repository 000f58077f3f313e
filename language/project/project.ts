import type { CheckedFile } from '../checker/file-checker.ts';
import { LIST_PRICES, type PriceTable } from '../capacity/price-table.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts';
import { findEnvironment } from './find-environment.ts';
import { compareText } from '../model/origin.ts';
import type { System } from '../model/system.ts';
import { parseFile } from '../parser/index.ts';
import { RULES } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import { checkSuppressions, SUPPRESSION_CODES, suppresses } from '../rules/suppression.ts';
import { Analysis } from '../scoping/analysis.ts';
import { fileSymbols } from '../scoping/file-symbols.ts';
import { ProjectSymbols } from '../scoping/project-symbols.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { Value } from '../scoping/value.ts';
import { AREA_WORDS } from '../vocabulary/areas/index.ts';
import { Vocabulary } from '../vocabulary/vocabulary.ts';
import { LIBRARY_FILES } from '../library/library.ts';
import { checkSettings } from './check-settings.ts';
import type { ProjectFacts } from './facts.ts';
import { ElementChecks } from './element-checks.ts';
import { FileChecks } from './file-checks.ts';
import { grade } from './grading.ts';
import { ResolvedModel } from './resolved-model.ts';
import { StaleChecks, type Stale } from './stale-checks.ts';
import { readProjectFile, unreadProjectFile, type ProjectFile, type Reading } from './project-file.ts';
import { TrackedFacts } from './tracked-facts.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from './settings.ts';

/** The resolved model for one environment, or why there is none. */
export type Resolution =
  { readonly system: System } | { readonly problem: { readonly message: string; readonly help?: string } };

export const VOCABULARY = new Vocabulary(AREA_WORDS);

/** How many files and elements were checked, each time anew. */
export interface Work {
  filesChecked: number;
  elementsChecked: number;
}

/**
 * A project: its model files, what is known of its other files, and everything that follows from
 * them. Files are set and deleted one by one; what depends on them is computed again when asked.
 */
export class Project {
  settings: ProjectSettings = DEFAULT_SETTINGS;
  /** What machines cost. */
  prices: PriceTable = LIST_PRICES;
  /** What the binder knows. */
  readonly analysis: Analysis;
  /** How much was computed so far: what an edit costs is the difference. */
  readonly work: Work = { filesChecked: 0, elementsChecked: 0 };
  /** Milliseconds by code of a rule, when somebody wants to know. */
  ruleTimes: Map<string, number> | undefined;
  readonly #files = new Map<string, ProjectFile>();
  readonly #followers: Set<string>[] = [];
  /** Files whose trees another project has, too: because that is a copy of this one, or this one of that. */
  readonly #lent = new WeakSet<ProjectFile>();
  readonly #borrowed = new WeakSet<ProjectFile>();
  readonly #symbols = new ProjectSymbols();
  readonly #facts: TrackedFacts;
  readonly #models = new Map<string, ResolvedModel>();
  readonly #systems = new Map<string, { readonly change: number; readonly system: System }>();

  readonly #rules: readonly Rule[];
  readonly #fileChecks: FileChecks;
  readonly #elementChecks: ElementChecks;
  readonly #stale = new StaleChecks();

  constructor({ rules = RULES }: { readonly rules?: readonly Rule[] } = {}) {
    this.#rules = rules;
    this.#elementChecks = new ElementChecks({
      rules,
      symbols: this.#symbols,
      onCheck: () => this.work.elementsChecked++,
      onStale: (symbol) => this.#stale.addElement(symbol),
      countTime: (rule, start) => this.#countTime(rule, start),
    });
    for (const { path, text } of LIBRARY_FILES) {
      const { file } = parseFile(text);
      this.#symbols.set(fileSymbols(path, file, { isLibrary: true }));
    }
    this.#facts = new TrackedFacts(this.#symbols.tracker);
    this.analysis = new Analysis(this.#symbols, this.#facts.tracked);
    this.#fileChecks = new FileChecks({
      rules,
      vocabulary: VOCABULARY,
      analysis: this.analysis,
      onCheck: () => this.work.filesChecked++,
      onStale: (path) => this.#stale.addFile(path),
      countTime: (rule, start) => this.#countTime(rule, start),
    });
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

  /**
   * Adds a model file that is read when something asks for what it declares, or for the file itself. Only its names
   * are looked for now.
   */
  addFile(path: string, text: string): void {
    const onRead = ({ symbols }: ProjectFile): void =>
      this.#symbols.tracker.apart(() => {
        this.#symbols.arrive(symbols);
        this.#stale.fileRead(symbols, this.#symbols);
      });
    const unread = this.#files.has(path)
      ? undefined
      : unreadProjectFile(path, text, this.#readingOf(path), onRead);
    if (!unread) {
      this.setFile(path, text);
      return;
    }
    const { file, declarations } = unread;
    this.#files.set(path, file);
    this.#tell(path);
    this.#symbols.expect(path, declarations, () => file.symbols);
    this.#stale.addFile(path);
  }

  /** Adds or replaces a model file. `path` is relative to the project folder, with forward slashes. */
  setFile(path: string, text: string): ProjectFile {
    const known = this.#files.get(path);
    if (known?.text === text) return known;
    const isLent = known !== undefined && this.#lent.has(known);
    const isBorrowed = known !== undefined && this.#borrowed.has(known);
    const before = known?.symbols;
    // Nobody will know any more whom to wake for its symbols.
    known?.wake();
    const reading = this.#readingOf(path);
    const { file, changed } = readProjectFile(path, text, { known, isLent, isBorrowed, reading });
    const { symbols } = file;
    this.#files.set(path, file);
    this.#tell(path);
    this.#fileChecks.forget(path);
    this.#symbols.set(symbols, changed);
    this.#stale.fileChanged(path, before, symbols, this.#symbols);
    return file;
  }

  /**
   * The same project once more, to try out what an edit would do: what is set in the copy changes nothing here.
   * Texts that stay are not parsed again.
   */
  copy(): Project {
    const copy = new Project({ rules: this.#rules });
    copy.settings = this.settings;
    copy.prices = this.prices;
    for (const [path, file] of this.#files) {
      if (!file.isRead) {
        copy.addFile(path, file.text);
        continue;
      }
      this.#lent.add(file);
      copy.#borrowed.add(file);
      copy.#files.set(path, file);
      copy.#symbols.set(file.symbols);
    }
    copy.facts = this.facts;
    return copy;
  }

  deleteFile(path: string): void {
    const known = this.#files.get(path);
    if (!known) return;
    const { symbols } = known;
    known.wake();
    this.#files.delete(path);
    this.#tell(path);
    this.#fileChecks.delete(path);
    this.#symbols.delete(path);
    this.#stale.fileChanged(path, symbols, undefined, this.#symbols);
  }

  #readingOf(path: string): Reading {
    return { tracker: this.#symbols.tracker, wake: () => this.#files.get(path)?.wake() };
  }

  /**
   * Lets go of the tree of a file whose findings are known, and of what was found on the way to them. It is read again
   * when somebody asks for its syntax; that it was checked stays known.
   */
  sleep(path: string): void {
    const file = this.#files.get(path);
    if (file?.isAwake && this.#fileChecks.letGo(path)) file.sleep();
  }

  /**
   * Paths of the files that were set or deleted, now all of them, for those who keep something for each file: they
   * empty the set when they have looked.
   */
  follow(): Set<string> {
    const changed = new Set(this.#files.keys());
    this.#followers.push(changed);
    return changed;
  }

  #tell(path: string): void {
    for (const changed of this.#followers) changed.add(path);
  }

  /** What has to be checked again since this was last asked; whoever asks sees to it that it is checked. */
  takeStale(): Stale {
    return this.#stale.take();
  }

  /** Findings and name bindings of one file by vocabulary and names alone. */
  checked(path: string): CheckedFile | undefined {
    const file = this.#files.get(path);
    return file && this.#fileChecks.checked(file);
  }

  /** Environments of the project, sorted by qualified name. */
  environments(): Symbol[] {
    return this.#symbols.ofKind('environment');
  }

  /** Finds an environment by qualified or simple name. */
  environment(name: string): ReturnType<typeof findEnvironment> {
    return findEnvironment(name, this.environments());
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
        : {
            environment: name,
            onEnvironmentChange: () => this.#stale.addEnvironment(name),
            ...(overrides ? {} : { base: this.#modelOf(undefined) }),
          }),
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
    const file = this.#files.get(path);
    return file ? this.#fileChecks.findings(file) : [];
  }

  /** Findings of the rules that look at the resolved model. */
  checkSystem(environment?: string): Diagnostic[] {
    const result: Diagnostic[] = [];
    for (const symbol of this.#declared()) result.push(...this.checkElement(symbol, environment));
    return [...this.checkSettings(), ...result];
  }

  /** Findings of the rules about one top-level declaration; of those with the same kind and name only the first counts. */
  checkElement(symbol: Symbol, environment?: string): readonly Diagnostic[] {
    const resolved = this.model(environment);
    const { kind, qualifiedName } = symbol;
    if ('problem' in resolved || this.#symbols.topLevel(kind, qualifiedName) !== symbol) return [];
    const base = resolved.name === undefined ? undefined : this.#modelOf(undefined);
    return this.#elementChecks.check(symbol, resolved.model, base);
  }

  #countTime({ code }: Rule, start: number): void {
    if (!this.ruleTimes) return;
    this.ruleTimes.set(code, (this.ruleTimes.get(code) ?? 0) + performance.now() - start);
  }

  /** Findings about the project file, as far as they depend on the models. */
  checkSettings(): Diagnostic[] {
    const { environment } = this.settings;
    const found = environment === undefined ? undefined : this.environment(environment);
    return checkSettings(this.settings, found && 'message' in found ? found : undefined);
  }

  /**
   * Suppressions of a file that hide nothing of what was found, or are written wrongly. What other environments
   * find is asked for when one seems to hide nothing.
   */
  checkSuppressions(
    path: string,
    found: readonly Diagnostic[],
    elsewhere: () => readonly Diagnostic[] = () => this.#inEveryEnvironment(),
  ): Diagnostic[] {
    const suppressions = this.#files.get(path)?.suppressions ?? [];
    if (suppressions.length === 0) return [];
    const here = ({ file }: Diagnostic): boolean => file === path;
    const first = checkSuppressions(path, suppressions, found.filter(here));
    if (!first.some(({ code }) => code === SUPPRESSION_CODES.unused)) return first;
    return checkSuppressions(path, suppressions, [...found, ...elsewhere()].filter(here));
  }

  #inEveryEnvironment(): Diagnostic[] {
    const names = [undefined, ...this.environments().map(({ qualifiedName }) => qualifiedName)];
    return names.flatMap((environment) => this.checkSystem(environment));
  }

  /** Findings as the project wants to see them: with its severities, and without what is ignored in place. */
  graded(found: readonly Diagnostic[]): Diagnostic[] {
    return grade(found, this.settings).filter(
      (diagnostic) =>
        !this.#files.get(diagnostic.file)?.suppressions.some((each) => suppresses(each, diagnostic)),
    );
  }
}
