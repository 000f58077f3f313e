import { isStep, nameRange, whereIs, type Symbol } from '../../../language/index.ts';
import { membersOfKind } from '../../names/members.ts';
import { namesOf } from '../../names/occurrences.ts';
import { rowsBeside } from '../../names/row-columns.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** How many columns the rows have that a step joins. */
export function rowHints(pipeline: Symbol, model: ModelFile): Hint[] {
  if (pipeline.kind !== 'pipeline') return [];
  return membersOfKind(pipeline, 'step').flatMap((step) => {
    const action = isStep(step.node) ? step.node.action : undefined;
    const rows = action?.verb === 'join' ? model.project.analysis.rowsOf(step) : undefined;
    const taken = rowsBeside(step, namesOf(model)).filter(({ file }) => !file.library);
    const last = taken.at(-1);
    if (!action || !rows || rows.size === 0 || !last) return [];
    return [
      {
        kind: 'counts',
        position: whereIs(action).end,
        text: `${rows.size} columns`,
        tooltip: `From ${taken.map(({ kind, name }) => `${kind} ${name}`).join(', ')}.`,
        origin: { file: last.file.path, range: nameRange(last) },
      } satisfies Hint,
    ];
  });
}
