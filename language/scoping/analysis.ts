import type { Clause, Expression as ExpressionSyntax } from '../generated/ast.ts';
import { isDeclaration, isStep } from '../generated/ast.ts';
import { UNKNOWN_TYPE } from '../types/data-type.ts';
import type { ExpressionScopeName } from '../vocabulary/value-type.ts';
import { EMPTY_SCOPE, joinScopes, mapScope, type ExpressionScope, type Meaning } from './expression-scope.ts';
import { LABEL_SCOPE, MEASURE_SCOPE, METRIC_SCOPE, stepMeaning } from './measure-scope.ts';
import { NameScope } from './name-scope.ts';
import type { ProjectSymbols } from './project-symbols.ts';
import type { Symbol } from './symbol.ts';
import { SymbolTypes } from './symbol-types.ts';

/**
 * What the binder knows of a project in one state: types of names, and which names an expression
 * may use at its place. Everything is computed when asked and remembered.
 */
export class Analysis {
  readonly project: ProjectSymbols;
  readonly types: SymbolTypes;
  readonly #rows = new Map<Symbol, Rows | undefined>();
  readonly #followed = new Set<Symbol>();

  constructor(project: ProjectSymbols) {
    this.project = project;
    this.types = new SymbolTypes(
      (symbol) => this.scopeOf(symbol),
      (view) => this.featureScope(view),
    );
  }

  /** Names as they are seen from inside a symbol. */
  scopeOf(symbol: Symbol): NameScope {
    const file = this.project.files.get(symbol.file.path)!;
    return new NameScope(this.project, file, symbol.parent);
  }

  /** The names of an expression that stands inside `around` (a declaration) and, for steps, works on `on`. */
  scope(name: ExpressionScopeName, around: Symbol | undefined): ExpressionScope {
    switch (name) {
      case 'columns':
        return around ? joinScopes([VALUE, this.columnScope(around)]) : EMPTY_SCOPE;
      case 'features':
        return around ? this.featureScope(around) : EMPTY_SCOPE;
      case 'rows':
        return around ? this.rowScope(around) : EMPTY_SCOPE;
      case 'metric':
        return (around && this.#metricScope(around)) ?? OPEN;
      case 'metrics':
        return joinScopes([METRIC_SCOPE, MEASURE_SCOPE, ...(around ? [this.stepScope(around)] : [])]);
      case 'labels':
        return LABEL_SCOPE;
      case 'trials':
        return around ? this.#trialScope(around) : OPEN;
      case 'steps':
        return around ? joinScopes([this.stepScope(around), OPEN]) : OPEN;
      case 'measures':
      case 'request':
        return joinScopes([MEASURE_SCOPE, ...(around ? [this.watchedScope(around)] : []), OPEN]);
    }
  }

  /** What a named metric is computed over: rows, or the measures of a service. */
  #metricScope(metric: Symbol): ExpressionScope | undefined {
    const of = this.#referenced(metric, 'of', ['source', 'dataset', 'service'])[0];
    return of?.kind === 'service' ? MEASURE_SCOPE : of && this.rowScope(of);
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
    return mapScope(this.#columns(source), `a column of ${source.name}`);
  }

  #columns(source: Symbol): Map<string, Meaning> {
    const meanings = new Map<string, Meaning>();
    for (const member of source.members.values()) {
      if (member.kind !== 'column') continue;
      meanings.set(member.name, {
        node: {
          node: 'column',
          name: member.name,
          source: { kind: source.kind, qualifiedName: source.qualifiedName, origin: NOWHERE },
        },
        type: this.types.typeOf(member),
        symbol: member,
      });
    }
    return meanings;
  }

  /** Features of a view, each a number, text or other value of its own. */
  #features(view: Symbol): Map<string, Meaning> {
    const meanings = new Map<string, Meaning>();
    for (const member of view.members.values()) {
      if (member.kind !== 'feature') continue;
      meanings.set(member.name, {
        node: {
          node: 'feature',
          feature: { kind: 'feature', qualifiedName: member.qualifiedName, origin: NOWHERE },
        },
        type: this.types.typeOf(member),
        symbol: member,
      });
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
      const inner = from.kind === 'features' ? this.#features(from) : this.#columns(from);
      for (const [name, meaning] of inner) if (!meanings.has(name)) meanings.set(name, meaning);
      meanings.set(from.name, {
        node: { node: 'word', name: from.name },
        type: UNKNOWN_TYPE,
        symbol: from,
        members: mapScope(inner, `a ${from.kind === 'features' ? 'feature' : 'column'} of ${from.name}`),
      });
    }
    return mapScope(meanings, `known to ${view.name}`);
  }

  #inputMeaning(input: Symbol): Meaning {
    return { node: { node: 'column', name: input.name }, type: this.types.typeOf(input), symbol: input };
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
    const rows = this.rowsOf(symbol);
    return rows ? joinScopes([VALUE, mapScope(rows, `a column of the rows here`)]) : OPEN;
  }

  /** Names and types of the rows that a symbol gives; undefined when that is not known. */
  rowsOf(symbol: Symbol): Rows | undefined {
    if (this.#rows.has(symbol)) return this.#rows.get(symbol);
    if (this.#followed.has(symbol)) return undefined;
    this.#followed.add(symbol);
    const rows = this.#computeRows(symbol);
    this.#followed.delete(symbol);
    this.#rows.set(symbol, rows);
    return rows;
  }

  #computeRows(symbol: Symbol): Rows | undefined {
    if (symbol.kind === 'source' || symbol.kind === 'dataset') {
      const columns = this.#columns(symbol);
      return columns.size > 0 ? columns : undefined;
    }
    if (symbol.kind === 'features') return this.#features(symbol);
    if (symbol.kind === 'bundle') return this.#bundleRows(symbol);
    if (symbol.kind === 'training') {
      const on = this.#referenced(symbol, 'on')[0];
      return on && this.rowsOf(on);
    }
    return isStep(symbol.node) ? this.#stepRows(symbol) : undefined;
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
        for (const [name, meaning] of this.#features(view)) {
          if (taken !== view && name !== taken?.name) continue;
          // Of two features with the same name, the later one is only known with its view.
          const other = rows.get(name);
          rows.set(other && other.symbol !== meaning.symbol ? `${view.name}.${name}` : name, meaning);
        }
      }
    }
    return rows;
  }

  #stepRows(step: Symbol): Rows | undefined {
    const action = isStep(step.node) ? step.node.action : undefined;
    if (!action?.object) return undefined;
    const names = this.scopeOf(step);
    const objects = resolvePath(names, action.object, action.verb === 'predict' ? ['model'] : ROW_KINDS);
    const object = objects?.[0];
    if (!object) return undefined;
    const below = this.rowsOf(object);
    if (action.verb === 'predict') return this.#predictedRows(object);
    if (action.verb !== 'join' && action.verb !== 'enrich')
      return PASSING.has(action.verb) ? below : undefined;
    if (!below) return undefined;
    const joined = new Map(below);
    for (const each of clauseNodes(action.clauses, 'with')) {
      const view = resolvePath(names, each, ROW_KINDS)?.[0];
      for (const [name, meaning] of (view && this.rowsOf(view)) ?? []) {
        if (!joined.has(name)) joined.set(name, meaning);
      }
    }
    return joined;
  }

  /** What a model says of each row: its outputs. */
  #predictedRows(model: Symbol): Rows {
    const outputs = [...model.members.values()].filter((member) => member.kind === 'output');
    return new Map(
      outputs.map((symbol) => [
        symbol.name,
        { node: { node: 'column', name: symbol.name }, type: UNKNOWN_TYPE, symbol },
      ]),
    );
  }

  /** What can be watched beside the measures: features of a view, and tensors of a model, such as `net.score`. */
  watchedScope(around: Symbol): ExpressionScope {
    const names = this.scopeOf(around);
    const lookup = (name: string): Meaning | undefined => {
      const symbol = names.lookup(name, ['features', 'model']);
      if (symbol?.kind !== 'features' && symbol?.kind !== 'model') return undefined;
      const members = symbol.kind === 'features' ? this.#features(symbol) : this.#ports(symbol);
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

  #ports(model: Symbol): Map<string, Meaning> {
    const ports = model.all.filter(({ kind }) => kind === 'input' || kind === 'output');
    return new Map(
      ports.map((port) => [
        port.name,
        {
          node: { node: 'word', name: `${model.name}.${port.name}` },
          type: this.types.typeOf(port),
          symbol: port,
        },
      ]),
    );
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

export type Rows = ReadonlyMap<string, Meaning>;

/** Kinds that rows come from. */
const ROW_KINDS = ['source', 'dataset', 'features', 'bundle', 'step'] as const;

/** Verbs that give the rows on, as they are or fewer. */
const PASSING: ReadonlySet<string> = new Set([
  'read',
  'validate',
  'filter',
  'split',
  'sample',
  'sort',
  'deduplicate',
]);

const NOWHERE = {
  file: '',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  element: '',
  layer: 'declaration',
} as const;

/** `value` is the column's own value in a row check. */
const VALUE: ExpressionScope = mapScope(
  new Map([['value', { node: { node: 'word', name: 'value' }, type: UNKNOWN_TYPE }]]),
  '',
);

const OPEN: ExpressionScope = { ...EMPTY_SCOPE, open: true, description: '' };

/** Values of a clause, one for each item when it is a list. */
export function clauseNodes(clauses: readonly Clause[], word: string): ExpressionSyntax[] {
  return clauses
    .filter((clause) => clause.word === word)
    .flatMap((clause) =>
      clause.value?.$type === 'List' ? clause.value.items : clause.value ? [clause.value] : [],
    );
}

/** The declarations that a path such as `sets.train` or `main.lake` passes, the last one first. */
export function resolvePath(
  names: NameScope,
  node: ExpressionSyntax,
  kinds?: readonly string[],
): Symbol[] | undefined {
  if ((node as ExpressionSyntax | undefined) === undefined) return undefined;
  if (node.$type === 'NameRef') {
    const symbol = names.lookup(node.name, kinds);
    return symbol ? [symbol] : undefined;
  }
  if (node.$type === 'Version') return resolvePath(names, node.receiver, kinds);
  if (node.$type !== 'Member') return undefined;
  const receivers = resolvePath(names, node.receiver);
  const member = receivers?.[0] && names.member(receivers[0], node.member);
  return member ? [member, ...receivers] : receivers;
}
