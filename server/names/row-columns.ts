import {
  clauseNodes,
  isAction,
  isDeclaration,
  isEntry,
  isStep,
  resolvePath,
  ROW_KINDS,
  type NameScope,
  type RowMeaning,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import { rowSymbol } from './symbol-identity.ts';
import type { ProjectNames } from './project-names.ts';

/** Clauses of a step's action that name rows. */
const ROW_CLAUSES = ['on', 'with', 'from', 'of'];

/** Which columns a name means inside an element, where the checks take any word: `by card_id`, `key: card_id`. */
export function columnsNamed(name: string, around: Symbol, names: ProjectNames): readonly Symbol[] {
  switch (around.kind) {
    case 'step':
      return rowsBeside(around, names).flatMap((rows) => columnOf(rows, name, names));
    case 'entity':
      return columnOfEntity(name, around, names);
    case 'sink':
      return rowsWrittenTo(around, names).flatMap((rows) => columnOf(rows, name, names));
    case 'source':
    case 'dataset':
    case 'training':
      return columnOf(around, name, names);
    case 'service':
      return columnOfRequest(name, around, names);
    default:
      return columnOfMentioned(name, around, names);
  }
}

/** A claim or experiment is about the rows that it names, those of its metrics, and the requests of its services. */
function columnOfMentioned(name: string, around: Symbol, names: ProjectNames): Symbol[] {
  return mentioned(around, names).flatMap((symbol) => {
    if (symbol.kind === 'service') return columnOfRequest(name, symbol, names);
    const rows = symbol.kind === 'metric' ? clauseSymbols(symbol, 'of', names) : [symbol];
    return rows.filter(({ kind }) => ROW_KINDS.includes(kind)).flatMap((each) => columnOf(each, name, names));
  });
}

/** Everything that is named inside a declaration. */
function mentioned(around: Symbol, names: ProjectNames): Symbol[] {
  const file = names.file(around.file.path);
  const cst = around.node.$cstNode;
  if (!file || !cst) return [];
  return file.checked.bindings.filter(({ node }) => isWithin(node.$cstNode, cst)).map(({ symbol }) => symbol);
}

interface Extent {
  readonly offset: number;
  readonly end: number;
}

const isWithin = (inner: Extent | undefined, outer: Extent): boolean =>
  inner !== undefined && inner.offset >= outer.offset && inner.end <= outer.end;

/** The column that a name means in the rows that a symbol gives, where it is declared or computed. */
export function columnOf(rows: Symbol, name: string, { project }: ProjectNames): Symbol[] {
  const meaning = project.analysis.rowsOf(rows)?.get(name);
  return meaning ? columnBehind(name, meaning) : [];
}

export function columnBehind(name: string, { symbol, madeBy }: RowMeaning): Symbol[] {
  if (!madeBy) return symbol ? [symbol] : [];
  const row = madeRows(madeBy).find((each) => each.name === name);
  return row ? [rowSymbol(row, 'column', madeBy)] : [];
}

/** Rows of a body that compute a column. */
export const madeRows = (step: Symbol): Syntax.Entry[] =>
  (isStep(step.node) ? (step.node.action?.body?.statements ?? []) : []).filter(
    (each): each is Syntax.Entry => isEntry(each) && each.formula !== undefined,
  );

/** Everything with rows that a step's line names. */
export function rowsBeside(step: Symbol, names: ProjectNames): Symbol[] {
  const action = isStep(step.node) ? step.node.action : undefined;
  if (!action) return [];
  const nodes = [
    ...itemsOf(action.object),
    ...ROW_CLAUSES.flatMap((word) => clauseNodes(action.clauses, word)),
  ];
  return nodes.flatMap((node) => withRows(node, names.scopeOf(step)) ?? []);
}

export const itemsOf = (node: Syntax.Expression | undefined): readonly Syntax.Expression[] =>
  node?.$type === 'List' ? node.items : node ? [node] : [];

const withRows = (node: Syntax.Expression, scope: NameScope): Symbol | undefined =>
  resolvePath(scope, node, ROW_KINDS)?.find(({ kind }) => ROW_KINDS.includes(kind));

/** Symbols that a header clause of a declaration names. */
export function clauseSymbols(symbol: Symbol, word: string, names: ProjectNames): Symbol[] {
  if (!isDeclaration(symbol.node)) return [];
  const scope = names.scopeOf(symbol);
  return clauseNodes(symbol.node.clauses, word).flatMap((node) => withRows(node, scope) ?? []);
}

/** A key stands for the columns of this name in everything that the entity's features are computed from. */
function columnOfEntity(name: string, entity: Symbol, names: ProjectNames): Symbol[] {
  return names
    .viewsOf(entity)
    .flatMap((view) => clauseSymbols(view, 'from', names))
    .flatMap((rows) => columnOf(rows, name, names));
}

/** What a request brings along: inputs of the service, and keys of the features that its models look up. */
function columnOfRequest(name: string, service: Symbol, names: ProjectNames): Symbol[] {
  const own = service.members.get(name);
  if (own?.kind === 'input' || own?.kind === 'output') return [own];
  const views = names.modelsServedBy(service).flatMap((model) =>
    model.all
      .filter(({ kind }) => kind === 'input')
      .flatMap((input) => clauseSymbols(input, 'from', names))
      .flatMap((from) => (from.kind === 'bundle' ? names.viewsIn(from) : [from])),
  );
  const entities = views.filter(({ kind }) => kind === 'features').flatMap((view) => names.entitiesOf(view));
  return entities.filter((entity) => keysOf(entity).includes(name)).flatMap((entity) => columnOfEntity(name, entity, names)); // prettier-ignore
}

/** Names in `key: user_id` or `key: [store, sku]`. */
export function keysOf(entity: Symbol): string[] {
  const body = isDeclaration(entity.node) ? entity.node.body : undefined;
  const key = body?.statements.find((each) => isEntry(each) && each.name === 'key');
  const items = key && isEntry(key) ? itemsOf(key.value) : [];
  return items.flatMap((item) => (item.$type === 'NameRef' ? [item.name] : []));
}

/** Rows that the steps take whose line or recovery names a sink. */
function rowsWrittenTo(sink: Symbol, names: ProjectNames): Symbol[] {
  return names.filesWith([sink.name]).flatMap((file) =>
    file.checked.bindings
      .filter(({ symbol }) => symbol === sink)
      .flatMap(({ node }) => {
        for (let around: { $container?: unknown } | undefined = node; around;) {
          if (isAction(around) && isStep(around.$container)) {
            const scope = names.scopeAt(around, file);
            return itemsOf(around.object).flatMap((each) => withRows(each, scope) ?? []);
          }
          around = around.$container as typeof around;
        }
        return [];
      }),
  );
}
