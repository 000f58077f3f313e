import type { Rule } from '../../rule.ts';
import { onTable } from '../data-file.ts';

/** Names and places are what breaks: the numbers look right, so nobody notices before a join finds nothing. */
export const rule: Rule = {
  code: 'TN1319',
  name: 'file-encoding',
  summary: 'A text file with rows is not written in UTF-8.',
  severity: 'warning',
  reach: 'element',
  checks: onTable(({ location, fact }, report) => {
    const remark = fact.remarks?.find(({ kind }) => kind === 'encoding');
    if (!remark) return;
    report({
      message: `Readers expect ${location.value} in UTF-8. ${remark.message}`,
      origin: location.origin,
      help: remark.hint,
    });
  }),
};
