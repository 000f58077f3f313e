import type { Rule } from '../../rule.ts';
import { fileName, onTable } from '../data-file.ts';

/** An empty table is sound, so every step passes, and a model is trained on nothing. */
export const rule: Rule = {
  code: 'TN1321',
  name: 'no-rows',
  summary: 'A data file has columns and no rows.',
  severity: 'warning',
  reach: 'element',
  checks: onTable(({ block, location, fact }, report) => {
    if (block.symbol.kind === 'sink' || (fact.rows ?? fact.sampled) !== 0) return;
    report({
      message: `${fileName(location, fact)} has no rows.`,
      origin: location.origin,
      help: 'Bring the data, or name another file.',
    });
  }),
};
