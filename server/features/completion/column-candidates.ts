import {
  isAction,
  isClause,
  NameScope,
  type DataType,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import { clauseSymbols, keysOf, rowsBeside } from '../../names/row-columns.ts';
import { COLUMN_WORD } from '../../names/plain-words.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { inBackticks, typeDetail } from './name-text.ts';
import type { NameView } from './name-view.ts';

/** Whether a place asks for the name of a column, or for what comes with a request, which is named like one. */
export function asksForColumn(node: Syntax.NameRef, { expected }: ExpectedAt): boolean {
  if (expected.is !== 'value') return false;
  const type = expected.type.items ?? expected.type;
  if (type.description === COLUMN_WORD) return true;
  const clause = node.$container.$type === 'List' ? node.$container.$container : node.$container;
  const isBy = isClause(clause) && clause.word === 'by' && isAction(clause.$container);
  return isBy && !type.kinds && !type.words && !type.scope;
}

/** Properties that hold a moment, not just any column. */
const MOMENTS: ReadonlySet<string> = new Set(['event_time', 'as_of']);

/** Columns that a place may name, with their types: those of the fitting type first. */
export function* columnCandidates(
  around: Symbol,
  property: string | undefined,
  view: NameView,
): Iterable<Candidate> {
  const wantsMoment = property !== undefined && MOMENTS.has(property);
  let order = 0;
  for (const rows of rowsNear(around, view)) {
    for (const [name, { type, symbol }] of view.project.analysis.rowsOf(rows) ?? []) {
      const fits = wantsMoment ? isMoment(type) : isKey(symbol);
      const detail = typeDetail(type);
      yield {
        label: name,
        kind: CandidateKind.Field,
        ...(detail === undefined ? {} : { detail: `${detail} of ${rows.name}` }),
        ...inBackticks(name),
        rank: fits ? 0 : 1,
        order: order++,
      };
    }
  }
  // What a caller sends along names the keys of what is looked up.
  if (around.kind === 'service') for (const label of requestKeys(around, view)) yield { label, kind: CandidateKind.Field, rank: 0 }; // prettier-ignore
}

const isMoment = (type: DataType): boolean =>
  type.kind === 'scalar' && (type.name === 'timestamp' || type.name === 'date');

const isKey = (column: Symbol | undefined): boolean =>
  column?.node.$type === 'Entry' && column.node.flags.includes('key');

/** Whose columns are meant inside an element. */
function rowsNear(around: Symbol, { names, project, written }: NameView): readonly Symbol[] {
  switch (around.kind) {
    case 'step':
      return rowsBeside(around, names);
    case 'entity': {
      const known = project.analysis.project.topLevel('entity', around.qualifiedName);
      const from = known ? names.viewsOf(known).flatMap((view) => clauseSymbols(view, 'from', names)) : [];
      if (from.length > 0) return from;
      const scope = new NameScope(project.analysis.project, written.symbols);
      return [...scope.visible()].filter(({ kind }) => kind === 'source').slice(0, MOST_SOURCES);
    }
    case 'source':
    case 'dataset':
    case 'training':
      return [around];
    default:
      return [];
  }
}

/** An entity that nothing uses yet may be about any of the sources; not all columns of a large project are offered. */
const MOST_SOURCES = 20;

function requestKeys(service: Symbol, { names, project }: NameView): Set<string> {
  const views = names.modelsServedBy(service).flatMap((model) =>
    model.all
      .filter(({ kind }) => kind === 'input')
      .flatMap((input) => clauseSymbols(input, 'from', names))
      .flatMap((from) => (from.kind === 'bundle' ? names.viewsIn(from) : [from])),
  );
  const inputs = service.all.filter(({ kind }) => kind === 'input').map(({ name }) => name);
  const entities = views
    .map((view) => project.analysis.project.topLevel('features', view.qualifiedName) ?? view)
    .filter(({ kind }) => kind === 'features')
    .flatMap((view) => names.entitiesOf(view));
  return new Set([...inputs, ...entities.flatMap(keysOf)]);
}
