import { isEntry, nameRange, printType, whereIs, type Symbol, type Syntax } from '../../../language/index.ts';
import { membersOfKind } from '../../names/members.ts';
import { clauseSymbols, madeRows } from '../../names/row-columns.ts';
import { namesOf } from '../../names/occurrences.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** Types that nobody wrote: of features, and of columns that steps compute. */
export function typeHints(symbol: Symbol, model: ModelFile): Hint[] {
  if (symbol.kind === 'features') {
    return symbol.all.flatMap((feature) => {
      const { node } = feature;
      if (feature.kind !== 'feature' || !isEntry(node) || node.value) return [];
      const type = model.project.analysis.types.typeOf(feature);
      const about = { kind: feature.kind, qualifiedName: feature.qualifiedName };
      return type.kind === 'unknown' ? [] : [typeHint(node, printType(type), symbol, model, about)];
    });
  }
  if (symbol.kind === 'pipeline')
    return membersOfKind(symbol, 'step').flatMap((step) => madeColumns(step, model));
  return [];
}

function madeColumns(step: Symbol, model: ModelFile): Hint[] {
  const rows = model.project.analysis.rowsOf(step);
  return madeRows(step).flatMap((row) => {
    const type = row.value ? undefined : rows?.get(row.name)?.type;
    return type === undefined || type.kind === 'unknown' ? [] : [typeHint(row, printType(type), step, model)];
  });
}

const typeHint = (
  node: Syntax.Entry,
  type: string,
  around: Symbol,
  model: ModelFile,
  about?: Hint['about'],
): Hint => ({
  kind: 'types',
  position: whereIs(node, 'name').end,
  text: `: ${type}`,
  insert: ` : ${type}`,
  origin: originOf(node, around, model),
  ...(about ? { about } : {}),
});

/** The first name in the formula, or what the rows come from, or the formula itself. */
function originOf(node: Syntax.Entry, around: Symbol, model: ModelFile): Hint['origin'] {
  const extent = node.formula?.$cstNode;
  const named =
    extent &&
    model.checked.bindings.find(
      ({ node: { $cstNode: at } }) => at && at.offset >= extent.offset && at.end <= extent.end,
    );
  const symbol = named?.symbol ?? clauseSymbols(around, 'from', namesOf(model))[0];
  return symbol && !symbol.file.library
    ? { file: symbol.file.path, range: nameRange(symbol) }
    : { file: model.path, range: whereIs(node) };
}
