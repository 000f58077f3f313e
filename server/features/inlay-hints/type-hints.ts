import { isEntry, printType, whereIs, type Symbol } from '../../../language/index.ts';
import { madeRows } from '../../names/row-columns.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** Types that nobody wrote: of features, and of columns that steps compute. */
export function typeHints(symbol: Symbol, { project }: ModelFile): Hint[] {
  if (symbol.kind === 'features') {
    return symbol.all.flatMap((feature) => {
      const { node } = feature;
      if (feature.kind !== 'feature' || !isEntry(node) || node.value) return [];
      const type = project.analysis.types.typeOf(feature);
      const about = { kind: feature.kind, qualifiedName: feature.qualifiedName };
      return type.kind === 'unknown' ? [] : [typeHint(node, printType(type), about)];
    });
  }
  if (symbol.kind === 'pipeline') return stepsIn(symbol).flatMap((step) => madeColumns(step, project));
  return [];
}

const stepsIn = (symbol: Symbol): Symbol[] =>
  symbol.all.flatMap((member) => [...(member.kind === 'step' ? [member] : []), ...stepsIn(member)]);

function madeColumns(step: Symbol, project: ModelFile['project']): Hint[] {
  const rows = project.analysis.rowsOf(step);
  return madeRows(step).flatMap((row) => {
    const type = row.value ? undefined : rows?.get(row.name)?.type;
    return type === undefined || type.kind === 'unknown' ? [] : [typeHint(row, printType(type))];
  });
}

const typeHint = (node: Parameters<typeof whereIs>[0], type: string, about?: Hint['about']): Hint => ({
  kind: 'types',
  position: whereIs(node, 'name').end,
  text: `: ${type}`,
  insert: ` : ${type}`,
  ...(about ? { about } : {}),
});
