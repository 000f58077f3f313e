import { isVerb } from '../../pipelines/step-results.ts';
import { rowsTaken } from '../../pipelines/written-steps.ts';
import { onElement, type Rule } from '../../rule.ts';
import { viewsJoined } from '../views-joined.ts';

/** A column and a feature of one name can't both be in the same rows. */
export const rule: Rule = {
  code: 'TN1417',
  name: 'shadowed-feature',
  summary: 'A join gives a feature that has the name of a column of the rows.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'join')) continue;
        const rows = rowsTaken(pipeline, model, step);
        for (const { view, ref } of rows ? viewsJoined(step, model) : []) {
          for (const feature of view.features) {
            const column = rows!.get(feature.name);
            if (!column || column.symbol?.qualifiedName === feature.qualifiedName) continue;
            report({
              message: `${step.name} gives a feature ${feature.name} to rows that have a column ${feature.name} already.`,
              origin: ref.origin,
              help: `The training program gets one of the two. Give the feature of ${view.name} a name of its own, such as ${feature.name}_${view.name}.`,
              related: [{ origin: feature.origin, message: 'The feature is declared here.' }],
            });
          }
        }
      }
    }),
  ],
};
