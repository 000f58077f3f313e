import type { Features } from '../../../model/data.ts';
import type { ModelView } from '../../model-view.ts';
import { isVerb, rowsBehind } from '../../pipelines/step-results.ts';
import { rowsTaken } from '../../pipelines/written-steps.ts';
import { viewsJoined } from '../views-joined.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Rows are given the features of an entity by its key, so they have all columns of it. */
export const rule: Rule = {
  code: 'TN1413',
  name: 'join-key',
  summary: 'Rows are joined with features of an entity whose key they lack.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'join')) continue;
        const rows = rowsTaken(pipeline, model, step);
        if (!rows) continue;
        const source = rowsBehind(model, pipeline, step.inputs[0])?.source?.qualifiedName;
        for (const { view, ref } of viewsJoined(step, model)) {
          // The view itself says what its own source lacks (TN1401).
          if (view.from.some(({ qualifiedName }) => qualifiedName === source)) continue;
          for (const of of view.of) {
            const entity = model.element('entity', of);
            const missing = entity?.key.value.filter((column) => !rows.has(column)) ?? [];
            if (!entity || missing.length === 0 || missing.some((column) => lacks(view, column, model)))
              continue;
            report({
              message: `The rows that ${step.name} takes have no column ${missing.join(', ')}, by which ${view.name} knows a ${entity.name}.`,
              origin: ref.origin,
              help: `Join them with rows that have it first, or leave ${view.name} out.`,
              related: [
                { origin: entity.key.origin, message: `The key of ${entity.name}.` },
                { origin: of.origin, message: `${view.name} describes a ${entity.name}.` },
              ],
            });
          }
        }
      }
    }),
  ],
};

/** A source of the view lacks the column, too, so the key is what is wrong, and the view says so (TN1401). */
const lacks = (view: Features, column: string, model: ModelView): boolean =>
  view.from.some((from) => {
    const columns = from.kind === 'source' ? model.element('source', from)?.columns : undefined;
    return columns !== undefined && columns.length > 0 && columns.every(({ name }) => name !== column);
  });
