import type { Feature } from '../../../model/data.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { isAggregate, nodesOf } from '../../expression-nodes.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenRow } from '../../written.ts';
import { addEventTime } from '../../data/add-event-time.ts';
import { whereIs } from '../../../scoping/place.ts';

/** An aggregate is over a window of time, and the window goes by the event time of the source. */
export const rule: Rule = {
  code: 'TN1402',
  name: 'window',
  summary: 'An aggregate has a window, and its source an event time.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      const timeless = view.from
        .flatMap((from) => (from.kind === 'source' ? (model.element('source', from) ?? []) : []))
        .find((source) => !source.eventTime && source.columns.length > 0);
      let isTold = false;
      for (const feature of view.features) {
        const aggregate = [...nodesOf(feature.formula.root)].find(isAggregate);
        if (!aggregate) continue;
        if (aggregate.over === undefined) {
          report({
            message: `${aggregate.function}() needs a window.`,
            origin: feature.formula.origin,
            help: 'Add one at the end of the line, such as over 7d.',
            data: { replacements: addWindow(view, feature, model) },
          });
          continue;
        }
        if (!timeless || isTold) continue;
        // What one source lacks is told once, not for each feature.
        isTold = true;
        report({
          message: `A window goes by time, but ${timeless.name} has no event_time.`,
          origin: feature.formula.origin,
          help: 'Say in the source which column holds the time: event_time: column.',
          data: { replacements: addEventTime(timeless, model) },
          related: [{ origin: timeless.origin, message: 'The view is computed from it.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function addWindow(
  view: { readonly qualifiedName: string },
  feature: Feature,
  model: ModelView,
): Replacement[] {
  const row = writtenRow(model.block(featuresWord, view)?.symbol.members.get(feature.name));
  if (!row?.node.formula) return [];
  const { end } = whereIs(row.node.formula);
  return [
    {
      title: 'Add over 7d',
      edits: [{ file: row.file, range: { start: end, end }, newText: ' over 7d' }],
    },
  ];
}
