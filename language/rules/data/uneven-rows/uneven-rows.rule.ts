import type { Rule } from '../../rule.ts';
import { onTable } from '../data-file.ts';

/** A row with another number of values than the header has names is shifted, cut or refused. */
export const rule: Rule = {
  code: 'TN1320',
  name: 'uneven-rows',
  summary: 'Rows of a CSV file do not fit its header, or the header names a column twice.',
  severity: 'warning',
  reach: 'element',
  checks: onTable(({ location, fact }, report) => {
    for (const { kind, message, hint } of fact.remarks ?? []) {
      if (kind === 'encoding') continue;
      report({
        message: `The rows of ${location.value} don't fit its header. ${message}`,
        origin: location.origin,
        help: hint,
      });
    }
  }),
};
