import { isDeclaration, isStep } from '../generated/ast.ts';
import { UNKNOWN_TYPE } from '../types/data-type.ts';
import type { ExpressionScopeName } from '../vocabulary/value-type.ts';
import { NO_FACTS, type ProjectFacts } from '../project/facts.ts';
import { fileColumns } from './file-columns.ts';
import { EMPTY_SCOPE, joinScopes, mapScope, type ExpressionScope, type Meaning } from './expression-scope.ts';
import { columnMeaning, featureMeaning, portMeanings } from './column-meaning.ts';
import { APPROVED, FREE, OF_ROWS, OPEN, VALUE } from './fixed-scopes.ts';
import { LABEL_SCOPE, MEASURE_SCOPE, METRIC_SCOPE, stepMeaning } from './measure-scope.ts';
import { NameScope } from './name-scope.ts';
import { Memo } from './memo.ts';
import { clauseNodes, resolvePath } from './paths.ts';
import type { ProjectSymbols } from './project-symbols.ts';
import type { Symbol } from './symbol.ts';
import {
  inputRows,
  madeRows,
  ROW_KINDS,
  stepRows,
  takenFrom,
  type Rows,
  type RowSources,
} from './step-rows.ts';
import { SymbolTypes } from './symbol-types.ts';
import { ViewSources } from './view-sources.ts';

export { clauseNodes, resolvePath } from './paths.ts';
export type { RowMeaning, Rows } from './step-rows.ts';

/**
 * What the binder knows of a project: types of names, and which names an expression
 * may use at its place. Everything is computed when asked, and kept until something changes that it was made from.
 */
export class Analysis {
  readonly project: ProjectSymbols;
  readonly types: SymbolTypes;
  /** What is known of the project's other files. */
  readonly facts: ProjectFacts;
  readonly #rows: Memo<Symbol, Rows | undefined>;
  readonly #columns: Memo<Symbol, Rows>;
  readonly #features: Memo<Symbol, Rows>;
  readonly #fileColumns: Memo<Symbol, Rows>;
  /** What views are computed from. */
  readonly viewSources: ViewSources;

  constructor(project: ProjectSymbols, facts: ProjectFacts = NO_FACTS) {
    this.project = project;
    this.facts = facts;
    this.#columns = new Memo(project.tracker, new Map(), { isEager: true });
    this.#features = new Memo(project.tracker, new Map(), { isEager: true });
    this.#fileColumns = new Memo(project.tracker, new Map());
    this.viewSources = new ViewSources(project.tracker, (...of) => this.#referenced(...of));
    this.#rows = new Memo(project.tracker, undefined);
    this.types = new SymbolTypes(
      project.tracker,
      (symbol) => this.scopeOf(symbol),
      (of) => (of.kind === 'metric' ? this.scope('metric', of) : this.featureScope(of)),
    );
  }

  /** What was computed for symbols of a text that was only tried out is dropped, so that nothing piles up. */
  forget(symbols: readonly Symbol[]): void {
    for (const symbol of symbols) {
      for (const memo of [this.#rows, this.#columns, this.#features, this.#fileColumns]) memo.forget(symbol);
      this.viewSources.forget(symbol);
      this.types.forget(symbol);
      this.forget(symbol.all);
    }
  }

  /** Names as they are seen from inside a symbol. */
  scopeOf(symbol: Symbol): NameScope {
    const file = this.project.file(symbol.file.path)!;
    return new NameScope(this.project, file, symbol.parent);
  }

  /** The names of an expression that stands inside `around` (a declaration) and, for steps, works on `on`. */
  scope(name: ExpressionScopeName, around: Symbol | undefined): ExpressionScope {
    switch (name) {
      case 'columns':
        return around ? joinScopes([VALUE, this.columnScope(around), OF_ROWS]) : EMPTY_SCOPE;
      case 'features':
        return around ? this.featureScope(around) : EMPTY_SCOPE;
      case 'rows':
        return around ? this.rowScope(around) : EMPTY_SCOPE;
      case 'metric':
        return (around && this.#metricScope(around)) ?? OPEN;
      case 'metrics':
        return joinScopes([
          METRIC_SCOPE,
          MEASURE_SCOPE,
          ...(around ? [this.stepScope(around), this.#namedMetrics(around)] : []),
        ]);
      case 'labels':
        return LABEL_SCOPE;
      case 'trials':
        return around ? this.#trialScope(around) : OPEN;
      case 'steps':
        return around ? this.#conditionScope(around) : OPEN;
      case 'measures':
      case 'request':
        return joinScopes([MEASURE_SCOPE, ...(around ? [this.watchedScope(around)] : []), FREE]);
    }
  }

  /** What a named metric is computed over: rows, or the measures of a service. */
  #metricScope(metric: Symbol): ExpressionScope | undefined {
    const of = this.#referenced(metric, 'of', ['source', 'dataset', 'service'])[0];
    return of?.kind === 'service' ? MEASURE_SCOPE : of && this.rowScope(of);
  }

  /** Results of steps, and what people decided of an experiment. */
  #conditionScope(around: Symbol): ExpressionScope {
    const steps = this.stepScope(around);
    const all = around.kind === 'experiment' ? joinScopes([steps, APPROVED]) : steps;
    return { ...all, freeFunctions: true };
  }

  /** Metrics that are declared, such as those that an experiment compares variants by. */
  #namedMetrics(around: Symbol): ExpressionScope {
    const names = this.scopeOf(around);
    const lookup = (name: string): Meaning | undefined => {
      const symbol = names.lookup(name, ['metric']);
      if (symbol?.kind !== 'metric') return undefined;
      return { node: { node: 'word', name }, type: this.types.typeOf(symbol), symbol };
    };
    return { lookup, names: () => [], description: '' };
  }

  /** Figures of a variant: the metrics that are declared. */
  figuresOf(variant: string, around: Symbol): ExpressionScope {
    const metrics = this.#namedMetrics(around);
    const lookup = (name: string): Meaning | undefined => {
      const metric = metrics.lookup(name);
      return metric && { ...metric, node: { node: 'word', name: `${variant}.${name}` } };
    };
    return { ...metrics, lookup, open: true };
  }

  /** Parameters of the training that a search tries values for. */
  #trialScope(search: Symbol): ExpressionScope {
    const training = this.#referenced(search, 'of', ['training'])[0];
    if (!training) return OPEN;
    const parameters = [...training.members.values()].filter((member) => member.kind === 'param');
    const meanings = parameters.map((symbol): [string, Meaning] => [
      symbol.name,
      { node: { node: 'word', name: symbol.name }, type: this.types.typeOf(symbol), symbol },
    ]);
    return mapScope(new Map(meanings), `a parameter of ${training.name}`);
  }

  /** Columns of a source or dataset. */
  columnScope(source: Symbol): ExpressionScope {
    return mapScope(this.#columnsOf(source), `a column of ${source.name}`);
  }

  /** Columns that are written down, or else those of the data file. */
  #columnsOf(source: Symbol): Rows {
    return this.#columns.get(source, () => this.#readColumns(source));
  }

  #readColumns(source: Symbol): Rows {
    const meanings = new Map<string, Meaning>();
    for (const member of this.#membersOf(source)) {
      if (member.kind !== 'column') continue;
      const ref = { kind: source.kind, qualifiedName: source.qualifiedName, origin: NOWHERE };
      const of = { source: ref, symbol: member };
      meanings.set(member.name, columnMeaning(member.name, this.types.typeOf(member), of));
    }
    if (meanings.size === 0) return this.#fileColumns.get(source, () => fileColumns(source, this.facts));
    return meanings;
  }

  /** What is declared inside a symbol, and inside the template that it is made from. */
  #membersOf(symbol: Symbol): Iterable<Symbol> {
    const template = this.scopeOf(symbol).templateOf(symbol);
    return template ? new Map([...template.members, ...symbol.members]).values() : symbol.members.values();
  }

  /** Features of a view, each a number, text or other value of its own. */
  #featuresOf(view: Symbol): Rows {
    return this.#features.get(view, () => this.#readFeatures(view));
  }

  #readFeatures(view: Symbol): Rows {
    const meanings = new Map<string, Meaning>();
    for (const member of this.#membersOf(view)) {
      if (member.kind !== 'feature') continue;
      const feature = { kind: 'feature', qualifiedName: member.qualifiedName, origin: NOWHERE } as const;
      meanings.set(member.name, featureMeaning({ node: 'feature', feature }, member, this.types));
    }
    return meanings;
  }

  /** What a view's formulas may use: columns and features of what it is computed from, bare or with a prefix. */
  featureScope(view: Symbol): ExpressionScope {
    const meanings = new Map<string, Meaning>();
    for (const member of view.members.values()) {
      if (member.kind === 'input') meanings.set(member.name, this.#inputMeaning(member));
    }
    for (const from of this.#referenced(view, 'from')) {
      const inner = from.kind === 'features' ? this.#featuresOf(from) : this.#columnsOf(from);
      for (const [name, meaning] of inner) if (!meanings.has(name)) meanings.set(name, meaning);
      meanings.set(from.name, {
        node: { node: 'word', name: from.name },
        type: UNKNOWN_TYPE,
        symbol: from,
        members: mapScope(inner, `a ${from.kind === 'features' ? 'feature' : 'column'} of ${from.name}`),
      });
    }
    const known = mapScope(meanings, `known to ${view.name}`);
    // What a view is computed from may not be known; that was told, and what it has can't be known then.
    const { node } = view;
    const written = isDeclaration(node) ? clauseNodes(node.clauses, 'from').length : 0;
    return this.#referenced(view, 'from').length < written
      ? { ...known, open: true }
      : { ...known, ofRows: true };
  }

  #inputMeaning(input: Symbol): Meaning {
    return columnMeaning(input.name, this.types.typeOf(input), { symbol: input });
  }

  /** Declarations that a header clause names, as far as they are known. */
  #referenced(symbol: Symbol, word: string, kinds: readonly string[] = ROW_KINDS): Symbol[] {
    const { node } = symbol;
    if (!isDeclaration(node)) return [];
    const names = this.scopeOf(symbol);
    return clauseNodes(node.clauses, word).flatMap(
      (each) => resolvePath(names, each, kinds)?.slice(0, 1) ?? [],
    );
  }

  /** Columns and features of the rows that stand at a step, a source, or that a training is given. */
  rowScope(symbol: Symbol): ExpressionScope {
    if (isStep(symbol.node)) return this.#scopeAt(symbol);
    const rows = this.rowsOf(symbol);
    return rows ? joinScopes([VALUE, mapScope(rows, HERE), OF_ROWS]) : OPEN;
  }

  /** What the formulas of a step may name: the rows that it takes, and what it makes of them. */
  #scopeAt(step: Symbol): ExpressionScope {
    const below = inputRows(step, this.#sourcesOf(step));
    if (!below) return OPEN;
    const made = madeRows(below, step, this.#sourcesOf(step));
    return joinScopes([VALUE, mapScope(below, HERE), mapScope(made, HERE), OF_ROWS]);
  }

  #sourcesOf(step: Symbol): RowSources {
    return {
      names: this.scopeOf(step),
      rowsOf: (symbol) => this.rowsOf(symbol),
      typeOf: (symbol) => this.types.typeOf(symbol),
    };
  }

  /** Names and types of the rows that a symbol gives; undefined when that is not known. */
  rowsOf(symbol: Symbol): Rows | undefined {
    return this.#rows.get(symbol, () => {
      this.#prepareBelow(symbol);
      return this.#computeRows(symbol);
    });
  }

  /** In a long chain of steps those far below are computed first, so that no chain is too long for the stack. */
  #prepareBelow(step: Symbol): void {
    let below: Symbol | undefined = step;
    for (let depth = 0; depth < LONG_CHAIN && below; depth++) {
      below = isStep(below.node) ? takenFrom(below, this.scopeOf(below)) : undefined;
    }
    if (below && isStep(below.node)) this.rowsOf(below);
  }

  #computeRows(symbol: Symbol): Rows | undefined {
    if (symbol.kind === 'source' || symbol.kind === 'dataset') {
      const columns = this.#columnsOf(symbol);
      return columns.size > 0 ? columns : symbol.kind === 'dataset' ? this.#selectedRows(symbol) : undefined;
    }
    if (symbol.kind === 'features') return this.#featuresOf(symbol);
    if (symbol.kind === 'bundle') return this.#bundleRows(symbol);
    if (symbol.kind === 'training') return this.#unitedRows(this.#referenced(symbol, 'on'));
    return isStep(symbol.node) ? stepRows(symbol, this.#sourcesOf(symbol)) : undefined;
  }

  /** A dataset without columns of its own has those of what it is put together from. */
  #selectedRows(dataset: Symbol): Rows | undefined {
    const { node } = dataset;
    const written = isDeclaration(node) ? clauseNodes(node.clauses, 'from').length : 0;
    const from = this.#referenced(dataset, 'from', ['source', 'dataset']).filter(
      ({ kind }) => kind === 'source' || kind === 'dataset',
    );
    // Labels add columns that only their tool knows.
    return from.length === written ? this.#unitedRows(from) : undefined;
  }

  /** The columns of all; of two with the same name the first. */
  #unitedRows(symbols: readonly Symbol[]): Rows | undefined {
    const rows = symbols.map((symbol) => this.rowsOf(symbol));
    if (rows.length < 2) return rows[0];
    if (rows.some((each) => each === undefined)) return undefined;
    return new Map(rows.reverse().flatMap((each) => [...each!]));
  }

  /** The features that a bundle takes, alone or with their whole view. */
  #bundleRows(bundle: Symbol): Rows {
    const rows = new Map<string, Meaning>();
    const statements = isDeclaration(bundle.node) ? (bundle.node.body?.statements ?? []) : [];
    for (const statement of statements) {
      if (statement.$type !== 'Action' || statement.verb !== 'takes' || !statement.object) continue;
      const items = statement.object.$type === 'List' ? statement.object.items : [statement.object];
      for (const item of items) {
        const taken = resolvePath(this.scopeOf(bundle), item, ['features'])?.[0];
        const view = taken?.kind === 'feature' ? taken.parent : taken;
        if (!view || view.kind !== 'features') continue;
        for (const [name, meaning] of this.#featuresOf(view)) {
          if (taken !== view && name !== taken?.name) continue;
          // Of two features with the same name, the later one is only known with its view.
          const other = rows.get(name);
          rows.set(other && other.symbol !== meaning.symbol ? `${view.name}.${name}` : name, meaning);
        }
      }
    }
    return rows;
  }

  /** What can be watched beside the measures: features of a view, and tensors of a model, such as `net.score`. */
  watchedScope(around: Symbol): ExpressionScope {
    const names = this.scopeOf(around);
    const lookup = (name: string): Meaning | undefined => {
      const symbol = names.lookup(name, ['features', 'model']);
      if (symbol?.kind !== 'features' && symbol?.kind !== 'model') return undefined;
      const members =
        symbol.kind === 'features' ? this.#featuresOf(symbol) : portMeanings(symbol, this.types);
      const what = symbol.kind === 'features' ? 'feature' : 'tensor';
      return {
        node: { node: 'word', name },
        type: UNKNOWN_TYPE,
        symbol,
        members: mapScope(members, `a ${what} of ${symbol.name}`),
      };
    };
    return { lookup, names: () => [], description: '' };
  }

  /** Results of the steps around: `report.passed`, `report.auc`. */
  stepScope(around: Symbol): ExpressionScope {
    const meanings = new Map<string, Meaning>();
    for (let each: Symbol | undefined = around; each; each = each.parent) {
      for (const member of each.members.values()) {
        if (member.kind === 'step' && !meanings.has(member.name))
          meanings.set(member.name, stepMeaning(member, this.rowsOf(member)));
      }
    }
    return mapScope(meanings, 'a step or metric here');
  }
}

const HERE = 'a column of the rows here';

/** Steps that are computed one inside the other. */
const LONG_CHAIN = 100;

const NOWHERE = {
  file: '',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  element: '',
  layer: 'declaration',
} as const;
