import type { Features } from '../../../model/data.ts';
import { addEventTime } from '../../data/add-event-time.ts';
import { viewsJoined } from '../../features/views-joined.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb, rowsBehind } from '../step-results.ts';
import { entriesIn, writtenStep } from '../written-steps.ts';

/** Features are given as they were when the row happened, so the row says when that was. */
export const rule: Rule = {
  code: 'TN1611',
  name: 'join-time',
  summary: 'Rows without a time are joined with features that change in time.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'join')) continue;
        const source = rowsBehind(model, pipeline, step.inputs[0])?.source;
        if (!source || source.eventTime || source.columns.length === 0) continue;
        const { action } = writtenStep(pipeline, model, step) ?? {};
        if (entriesIn(action?.body).some(({ name }) => name === 'as_of')) continue;
        const timed = viewsJoined(step, model).find(({ view }) => hasTime(view, model, new Set()));
        if (!timed) continue;
        report({
          message: `${step.name} gives each row the features of ${timed.view.name} as they were at its time, and ${source.name} does not say which column holds the time.`,
          origin: timed.ref.origin,
          help: `Write event_time in ${source.name}, or as_of in the step.`,
          data: { replacements: addEventTime(source, model) },
          related: [{ origin: source.origin, message: 'The rows are read from here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Whether the values of a view, or of one below it, go by time. */
function hasTime(view: Features, model: ModelView, seen: Set<string>): boolean {
  if (seen.has(view.qualifiedName)) return false;
  seen.add(view.qualifiedName);
  return view.from.some((from) => {
    if (from.kind === 'source') return model.element('source', from)?.eventTime !== undefined;
    const below = from.kind === 'features' ? model.element('features', from) : undefined;
    return below !== undefined && hasTime(below, model, seen);
  });
}
