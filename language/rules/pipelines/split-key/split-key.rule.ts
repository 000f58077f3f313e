import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import type { Rule } from '../../rule.ts';
import { isVerb, pipelinesOf, rowsBehind } from '../step-results.ts';

/** Rows are divided by columns that they have. */
export const rule: Rule = {
  code: 'TN1606',
  name: 'split-key',
  summary: 'A split goes by a column that its rows do not have.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const pipeline of pipelinesOf(system)) {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'split')) continue;
        const rows = rowsBehind(system, pipeline, step.inputs[0]);
        const columns = rows?.source?.columns.map((column) => column.name) ?? [];
        const features = [...(rows?.features ?? [])].map((name) => name.slice(name.lastIndexOf('.') + 1));
        const known = [...columns, ...features];
        for (const name of columns.length > 0 ? step.by : []) {
          if (known.includes(name)) continue;
          const suggestion = suggest(name, known);
          report({
            message: `The rows of ${step.name} have no column ${name}.`,
            origin: step.byOrigin,
            help: didYouMean(suggestion) ?? `Columns of ${rows!.source!.name}: ${columns.join(', ')}.`,
            data: { word: name, suggestion },
            related: [{ origin: rows!.source!.origin, message: 'The rows are read from here.' }],
          });
        }
      }
    }
  },
};
