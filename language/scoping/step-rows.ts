import type { Action, Expression as ExpressionSyntax } from '../generated/ast.ts';
import { isEntry, isStep } from '../generated/ast.ts';
import { scalar, UNKNOWN_TYPE, type DataType } from '../types/data-type.ts';
import { readType } from '../types/read-type.ts';
import { widerType } from '../types/wider-type.ts';
import { columnMeaning } from './column-meaning.ts';
import { ExpressionBinder } from './expression-binder.ts';
import { joinScopes, mapScope, type Meaning } from './expression-scope.ts';
import type { NameScope } from './name-scope.ts';
import { clauseNodes, resolvePath } from './paths.ts';
import { Reader } from './reader.ts';
import type { Symbol } from './symbol.ts';

/** A column of rows, and the step whose formula of the same name makes it when it is not simply passed on. */
export interface RowMeaning extends Meaning {
  readonly madeBy?: Symbol;
}
export type Rows = ReadonlyMap<string, RowMeaning>;

/** What the rows of a step are made from. */
export interface RowSources {
  readonly names: NameScope;
  rowsOf(symbol: Symbol): Rows | undefined;
  typeOf(symbol: Symbol): DataType;
}

/** Kinds that rows come from. */
export const ROW_KINDS: readonly string[] = ['source', 'dataset', 'features', 'bundle', 'step'];

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

/** Names and types of the rows that a step gives; undefined when that is not known. */
export function stepRows(step: Symbol, from: RowSources): Rows | undefined {
  const action = isStep(step.node) ? step.node.action : undefined;
  if (!action) return undefined;
  const below = inputRows(step, from);
  switch (action.verb) {
    case 'join':
    case 'enrich':
      return below && joinedRows(below, action, from);
    case 'map':
      return below && mappedRows(below, step, action, from);
    case 'aggregate':
      return below && groupedRows(below, step, action, from);
    case 'window':
      return below && new Map([...groupedRows(below, step, action, from), ...WINDOW]);
    case 'predict':
      return predictedRows(below, action, from);
    default:
      return PASSING.has(action.verb) || action.verb === 'concat' ? below : undefined;
  }
}

/** The rows that a step works on: those of the steps, sources or datasets that it takes. */
export function inputRows(step: Symbol, from: RowSources): Rows | undefined {
  const action = isStep(step.node) ? step.node.action : undefined;
  if (!action) return undefined;
  const rows = rowNodes(action).map((node) => {
    const symbol = rowSymbol(node, from.names);
    return symbol && from.rowsOf(symbol);
  });
  if (rows.length === 0 || rows.some((each) => each === undefined)) return undefined;
  return rows.length === 1 ? rows[0] : commonRows(rows as Rows[]);
}

/** The first step or other element that a step takes its rows from. */
export function takenFrom(step: Symbol, names: NameScope): Symbol | undefined {
  const action = isStep(step.node) ? step.node.action : undefined;
  const [node] = action ? rowNodes(action) : [];
  return node && rowSymbol(node, names);
}

const rowNodes = (action: Action): readonly ExpressionSyntax[] =>
  action.verb === 'predict' ? clauseNodes(action.clauses, 'on') : itemsOf(action.object);

const rowSymbol = (node: ExpressionSyntax, names: NameScope): Symbol | undefined =>
  resolvePath(names, node, ROW_KINDS)?.find(({ kind }) => ROW_KINDS.includes(kind));

/** What a step computes from its rows, by name; a formula may name those above it. */
export function madeRows(below: Rows, step: Symbol, from: RowSources): Rows {
  const action = isStep(step.node) ? step.node.action : undefined;
  const made = new Map<string, RowMeaning>();
  for (const entry of action?.body?.statements ?? []) {
    if (!isEntry(entry) || !entry.formula) continue;
    const type = entry.value
      ? readType(entry.value, IGNORE)
      : typeOfFormula(entry.formula, [below, made], from);
    made.set(entry.name, { ...columnMeaning(entry.name, type), madeBy: step });
  }
  return made;
}

/** Of two columns with the same name the later one is known with its view. */
function joinedRows(below: Rows, action: Action, from: RowSources): Rows {
  const joined = new Map(below);
  for (const node of clauseNodes(action.clauses, 'with')) {
    const view = resolvePath(from.names, node, ROW_KINDS)?.[0];
    for (const [name, meaning] of (view && from.rowsOf(view)) ?? []) {
      const other = joined.get(name);
      if (!other) joined.set(name, meaning);
      else if (view && other.symbol !== meaning.symbol) joined.set(`${view.name}.${name}`, meaning);
    }
  }
  return joined;
}

function mappedRows(below: Rows, step: Symbol, action: Action, from: RowSources): Rows {
  const kept = namesIn(action, 'keep');
  const dropped = new Set(namesIn(action, 'drop'));
  const rows = new Map([...below].filter(([name]) => (!kept || kept.includes(name)) && !dropped.has(name)));
  for (const [name, meaning] of madeRows(below, step, from)) rows.set(name, meaning);
  return rows;
}

function groupedRows(below: Rows, step: Symbol, action: Action, from: RowSources): Rows {
  const by = clauseNodes(action.clauses, 'by').flatMap((node): [string, RowMeaning][] => {
    const meaning = node.$type === 'NameRef' ? below.get(node.name) : undefined;
    return meaning && node.$type === 'NameRef' ? [[node.name, meaning]] : [];
  });
  return new Map([...by, ...madeRows(below, step, from)]);
}

/** Start and end of the stretch of time that a row stands for. */
const WINDOW: Rows = new Map(
  ['window_start', 'window_end'].map((name) => [name, columnMeaning(name, scalar('timestamp'))]),
);

/** The rows as they were, and what the model says of each: its outputs. */
function predictedRows(below: Rows | undefined, action: Action, from: RowSources): Rows | undefined {
  const model = action.object && resolvePath(from.names, action.object, ['model'])?.[0];
  // What goes in comes out again, so of rows that are not known nothing is known.
  if (!model || !below) return undefined;
  const rows = new Map(below);
  for (const output of model.all) {
    if (output.kind !== 'output') continue;
    const type = forOneRow(from.typeOf(output));
    rows.set(output.name, { ...columnMeaning(output.name, type), symbol: output });
  }
  return rows;
}

/** A tensor without its first axis, along which the rows are put together; a single value is that value. */
export function forOneRow(type: DataType): DataType {
  if (type.kind !== 'tensor') return type;
  const shape = type.shape.slice(1);
  return shape.every((size) => size === 1) ? scalar(type.item) : { ...type, shape };
}

/** Columns that all of several rows have. */
function commonRows(all: readonly Rows[]): Rows {
  const [first, ...others] = all;
  const common = new Map<string, RowMeaning>();
  for (const [name, meaning] of first ?? []) {
    const same = others.map((rows) => rows.get(name));
    if (same.some((each) => each === undefined)) continue;
    const type = same.reduce((sum, each) => widerType(sum, each!.type), meaning.type);
    common.set(name, { ...meaning, type });
  }
  return common;
}

function typeOfFormula(formula: ExpressionSyntax, rows: readonly Rows[], from: RowSources): DataType {
  const reader = new Reader({
    names: from.names,
    report: IGNORE,
    bind: IGNORE,
    parameter: (symbol) => from.typeOf(symbol),
    attribute: () => undefined,
  });
  // What else a formula may name, such as a parameter, has no say in whether its columns are known.
  const scope = { ...joinScopes(rows.map((each) => mapScope(each, ''))), open: true };
  return new ExpressionBinder(scope, reader).bind(formula).type ?? UNKNOWN_TYPE;
}

const IGNORE = (): void => undefined;

const itemsOf = (node: ExpressionSyntax | undefined): readonly ExpressionSyntax[] =>
  node?.$type === 'List' ? node.items : node ? [node] : [];

/** Names in a property such as `drop: [a, b]`; undefined when it is not written. */
function namesIn(action: Action, property: string): string[] | undefined {
  const entry = action.body?.statements.find(
    (statement) => isEntry(statement) && statement.name === property && !statement.formula,
  );
  if (!entry || !isEntry(entry)) return undefined;
  return itemsOf(entry.value).flatMap((node) => (node.$type === 'NameRef' ? [node.name] : []));
}
