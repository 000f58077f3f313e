import type { Action, Entry, Expression as ExpressionSyntax } from '../generated/ast.ts';
import { isEntry, isStep } from '../generated/ast.ts';
import { textOf } from '../parser/index.ts';
import { clauseNodes, resolvePath } from '../scoping/paths.ts';
import { inputRows, ROW_KINDS, type Rows } from '../scoping/step-rows.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { AstUtils } from 'langium';
import { printType } from '../types/data-type.ts';
import { count, lastName, sourceOf } from './data-facts.ts';
import type { Derivation, Subject } from './derivation.ts';
import { ensembleText } from './ensemble-text.ts';
import type { Deriver, FactBook } from './fact-book.ts';
import { headerText } from './symbol-of.ts';

/** What a step does to the rows that it takes. */
const DOES: Readonly<Record<string, string>> = {
  read: 'It gives the rows of its source as they are',
  validate: 'It gives the rows that meet what is expected of them',
  filter: 'It gives the rows for which its condition holds',
  join: 'It gives each row the features that were known at its event time',
  enrich: 'It gives each row its features as they are now',
  split: 'It divides the rows into parts; each has the same columns',
  map: 'It computes new columns from those of each row',
  aggregate: 'It makes one row of all that agree in the columns behind by',
  window: 'It makes one row of each stretch of time',
  sort: 'It puts the rows in order',
  sample: 'It takes some of the rows',
  deduplicate: 'It leaves one of the rows that agree',
  concat: 'It gives the rows of all, with the columns that all have',
  predict: 'It gives each row what the model says of it',
  train: 'It trains on the rows that it takes',
  evaluate: 'It measures a model on rows that the model has not seen',
  register: 'It makes a new version of the model',
  write: 'It writes the rows',
};

/** A step of a pipeline or of a service, with everything that it takes. */
export const step: Deriver = (subject, book) => {
  const symbol = book.symbol(subject);
  const action = symbol && isStep(symbol.node) ? symbol.node.action : undefined;
  const found = book.model.find(subject);
  if (!symbol || !action) return undefined;
  const rows = book.model.analysis.rowsOf(symbol);
  const columns = rows ? `: ${count(rows.size, 'column')}` : '';
  return {
    text: headerText(symbol),
    because:
      found?.kind === 'step' && 'serving' in found
        ? ensembleText(found, book)
        : `${DOES[action.verb] ?? `It is what ${action.verb} gives`}${columns}.`,
    ...(found ? { origin: found.origin } : {}),
    from: takenBy(symbol, action, book).flatMap((taken) =>
      taken.kind === 'step' ? book.deriveAll([subjectOf(taken)]) : book.headlines([subjectOf(taken)]),
    ),
  };
};

/** Elements that stand in the object and the clauses of a step, each once. */
function takenBy(step: Symbol, action: Action, book: FactBook): Symbol[] {
  const names = book.model.analysis.scopeOf(step);
  const taken = (node: ExpressionSyntax, kinds: readonly string[]): Symbol[] =>
    resolvePath(names, node, kinds)?.slice(0, 1) ?? [];
  const { object, verb } = action;
  const objects = object?.$type === 'List' ? object.items : object ? [object] : [];
  return [
    ...new Set([
      ...objects.flatMap((node) => taken(node, OBJECT_KINDS[verb] ?? ROW_KINDS)),
      ...['on', 'with', 'from', 'by'].flatMap((word) =>
        clauseNodes(action.clauses, word).flatMap((node) => taken(node, ROW_KINDS)),
      ),
      ...clauseNodes(action.clauses, 'as').flatMap((node) => taken(node, ['model'])),
    ]),
  ];
}

/** Elements of different kinds may share a name; a verb says which is meant. */
const OBJECT_KINDS: Readonly<Record<string, readonly string[]>> = {
  train: ['training'],
  predict: ['model', 'training', 'engine'],
  run: ['model', 'engine', 'pipeline', 'service', 'search', 'optimize'],
};

const subjectOf = ({ kind, qualifiedName }: Symbol): Subject => ({ kind, qualifiedName });

/** A column of the rows that a step gives, `nightly.examples.distance`: made here, or passed on from what it takes. */
export const row: Deriver = ({ qualifiedName }, book) => {
  const owner = { kind: 'step', qualifiedName: sourceOf(qualifiedName) };
  const name = lastName(qualifiedName);
  const symbol = book.symbol(owner);
  const action = symbol && isStep(symbol.node) ? symbol.node.action : undefined;
  const meaning = symbol && book.model.analysis.rowsOf(symbol)?.get(name);
  if (!symbol || !action || !meaning) return undefined;
  const entry = meaning.madeBy === symbol ? entryOf(action, name) : undefined;
  const origin = book.model.find(owner)?.origin;
  return {
    text: entry ? textOf(entry).replaceAll(/\s+/gu, ' ') : name,
    ...(meaning.type.kind === 'unknown' ? {} : { type: printType(meaning.type) }),
    because: entry
      ? `Step ${symbol.name} computes it.`
      : action.verb === 'predict' && meaning.symbol?.kind === 'output'
        ? `Step ${symbol.name} gets it for each row from ${meaning.symbol.parent?.name ?? 'the model'}.`
        : `Step ${symbol.name} passes it on.`,
    ...(origin ? { origin } : {}),
    from: entry ? madeFrom(entry, symbol, book) : passedFrom(name, symbol, action, book),
  };
};

const entryOf = (action: Action, name: string): Entry | undefined =>
  action.body?.statements.filter(isEntry).find((entry) => entry.name === name && entry.formula);

/** What a formula of a step names among the rows that it takes. */
function madeFrom(entry: Entry, symbol: Symbol, book: FactBook): Derivation[] {
  const { analysis } = book.model;
  const below = inputRows(symbol, {
    names: analysis.scopeOf(symbol),
    rowsOf: (each) => analysis.rowsOf(each),
    typeOf: (each) => analysis.types.typeOf(each),
  });
  const action = isStep(symbol.node) ? symbol.node.action : undefined;
  const names = AstUtils.streamAst(entry.formula!)
    .filter((node) => node.$type === 'NameRef')
    .map((node) => (node as { name?: string }).name ?? '')
    .toArray();
  return [...new Set(names)].flatMap((name) =>
    action && below?.has(name) ? passedFrom(name, symbol, action, book) : [],
  );
}

function passedFrom(name: string, step: Symbol, action: Action, book: FactBook): Derivation[] {
  for (const taken of takenBy(step, action, book)) {
    const found = columnOf(taken, name, book.model.analysis.rowsOf(taken));
    const derived = found && book.derive(found);
    if (derived) return [derived];
  }
  return [];
}

/** Columns of two views that share a name are known with their view: `card_now.amount`. */
function columnOf(taken: Symbol, name: string, rows: Rows | undefined): Subject | undefined {
  const own = name.startsWith(`${taken.name}.`) ? name.slice(taken.name.length + 1) : name;
  if (taken.kind === 'model') {
    const output = taken.all.find((each) => each.kind === 'output' && each.name === name);
    return output && subjectOf(output);
  }
  const meaning = rows?.get(own) ?? rows?.get(name);
  if (!meaning) return undefined;
  if (taken.kind === 'step') return { kind: 'row', qualifiedName: `${taken.qualifiedName}.${own}` };
  return meaning.symbol && subjectOf(meaning.symbol);
}
