import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf, itemsOf, writtenAt } from '../../written.ts';
import { textOf } from '../../../parser/index.ts';
import { isVerb, passedBefore, rowsBehind } from '../step-results.ts';
import { viewsJoined } from '../../features/views-joined.ts';
import type { ModelView } from '../../model-view.ts';
import type { Pipeline, Step } from '../../../model/pipeline.ts';
import { writtenStep } from '../written-steps.ts';

/** Rows are divided by columns that they have. */
export const rule: Rule = {
  code: 'TN1606',
  name: 'split-key',
  summary: 'A split goes by a column that its rows do not have.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'split')) continue;
        const rows = rowsBehind(model, pipeline, step.inputs[0]);
        const columns = rows?.source?.columns.map((column) => column.name) ?? [];
        const features = [...(rows?.features ?? [])].map((name) => name.slice(name.lastIndexOf('.') + 1));
        // A key that the rows lack is told where they are joined (TN1413) or where it is declared (TN1401).
        const keys = keysJoined(pipeline, step, model);
        const known = [...columns, ...features];
        for (const name of columns.length > 0 ? step.by : []) {
          if (known.includes(name) || keys.has(name)) continue;
          const suggestion = suggest(name, known);
          const written = writtenStep(pipeline, model, step);
          const item =
            written &&
            itemsOf(clauseOf(written.action, 'by')).find((each) => textOf(each).replaceAll('`', '') === name);
          report({
            message: `The rows of ${step.name} have no column ${name}.`,
            origin: step.byOrigin,
            help: didYouMean(suggestion) ?? `Columns of ${rows!.source!.name}: ${columns.join(', ')}.`,
            data: {
              replacements:
                suggestion !== undefined && item
                  ? [replace(`Change to ${suggestion}`, writtenAt(written.file, item), suggestion, true)]
                  : [],
            },
            related: [{ origin: rows!.source!.origin, message: 'The rows are read from here.' }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const keysJoined = (pipeline: Pipeline, step: Step, model: ModelView): ReadonlySet<string> =>
  new Set(
    passedBefore(pipeline, step.inputs[0])
      .flatMap((each) => (isVerb(each, 'join') ? viewsJoined(each, model) : []))
      .flatMap(({ view }) => view.of)
      .flatMap((of) => model.element('entity', of)?.key.value ?? []),
  );
