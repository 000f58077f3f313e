import { clauseNodes, isStep, resolvePath, type Symbol } from '../../../language/index.ts';
import type { ProjectNames } from '../../names/project-names.ts';
import {
  clauseSymbols,
  columnOf,
  columnsNamed,
  itemsOf,
  keysOf,
  rowsBeside,
} from '../../names/row-columns.ts';
import { distinct, hasSymbol } from '../../names/symbol-identity.ts';

/**
 * Columns that must be called the same as one of these: rows find one another by the name of a key, so renaming
 * it in one place alone would part them. Each bond is a set of columns that have one name together.
 */
export function tiedColumns(column: Symbol, names: ProjectNames): Symbol[] {
  const { name } = column;
  const bonds = bondsOf(name, names);
  let tied = [column];
  for (let size = 0; size !== tied.length;) {
    size = tied.length;
    const reached = bonds.filter((bond) => bond.some((each) => hasSymbol(tied, each)));
    tied = distinct([...tied, ...reached.flat()]);
  }
  return tied;
}

function bondsOf(name: string, names: ProjectNames): Symbol[][] {
  const bonds: Symbol[][] = [];
  const files = names.pathsWith([name]).map((path) => names.project.files.get(path)!);
  for (const { symbols } of files) {
    for (const symbol of symbols.declared) {
      if (symbol.kind === 'entity' && keysOf(symbol).includes(name))
        bonds.push(entityBond(name, symbol, names));
      // Who takes part is told by a column that requests and the rows of every metric have.
      if (symbol.kind === 'experiment') bonds.push([...columnsNamed(name, symbol, names)]);
    }
  }
  for (const step of stepsWithRows(name, names)) {
    const rows = rowsBeside(step, names);
    if (rows.length > 1) bonds.push(rows.flatMap((each) => columnOf(each, name, names)));
  }
  return bonds;
}

/** What an entity's features are computed from, and the rows that are given these features. */
function entityBond(name: string, entity: Symbol, names: ProjectNames): Symbol[] {
  const views = names.viewsOf(entity);
  const given = [...views, ...views.flatMap((view) => names.bundlesOf(view))];
  const joined = given.flatMap((each) => usersOf(each, names)).flatMap((rows) => columnOf(rows, name, names));
  return [...columnsNamed(name, entity, names), ...joined];
}

/** Rows that a view or bundle is joined to, and those that a model with its features is trained on. */
function usersOf(view: Symbol, names: ProjectNames): Symbol[] {
  return names.pathsWith([view.name]).flatMap((path) =>
    names.project.files.get(path)!.symbols.declared.flatMap((symbol) => {
      if (symbol.kind === 'pipeline') return stepsIn(symbol).filter((step) => joins(step, view, names)).flatMap((step) => rowsBeside(step, names)); // prettier-ignore
      const takes = symbol.kind === 'model' && symbol.all.some((port) => clauseSymbols(port, 'from', names).includes(view)); // prettier-ignore
      return takes ? trainedOn(symbol, names) : [];
    }),
  );
}

const trainedOn = (model: Symbol, names: ProjectNames): Symbol[] =>
  names.project.analysis.project
    .declared(model.file.package, model.name)
    .filter(({ kind }) => kind === 'training')
    .flatMap((training) => clauseSymbols(training, 'on', names));

function joins(step: Symbol, view: Symbol, names: ProjectNames): boolean {
  const action = isStep(step.node) ? step.node.action : undefined;
  if (!action || !['join', 'enrich'].includes(action.verb)) return false;
  const scope = names.scopeOf(step);
  return clauseNodes(action.clauses, 'with').some((node) =>
    resolvePath(scope, node, [view.kind])?.includes(view),
  );
}

/** Steps that put several rows together, in any pipeline that can be about rows with the name. */
function stepsWithRows(name: string, names: ProjectNames): Symbol[] {
  const sources = names
    .pathsWith([name])
    .flatMap((path) => names.project.files.get(path)!.symbols.declared)
    .filter(({ kind }) => kind === 'source' || kind === 'dataset');
  const paths = names.pathsWith([name, ...sources.map((source) => source.name)]);
  return paths
    .flatMap((path) => names.project.files.get(path)!.symbols.declared)
    .filter(({ kind }) => kind === 'pipeline')
    .flatMap(stepsIn)
    .filter((step) => {
      const action = isStep(step.node) ? step.node.action : undefined;
      if (!action) return false;
      const by = clauseNodes(action.clauses, 'by').some(
        (node) => node.$type === 'NameRef' && node.name === name,
      );
      return (action.verb === 'join' && by) || itemsOf(action.object).length > 1;
    });
}

const stepsIn = (symbol: Symbol): Symbol[] =>
  symbol.all.flatMap((member) => [...(member.kind === 'step' ? [member] : []), ...stepsIn(member)]);
