import type { Rule } from '../../rule.ts';
import { onTable } from '../data-file.ts';

/** Files of one folder are read as one table, with the columns of one of them. */
export const rule: Rule = {
  code: 'TN1318',
  name: 'mixed-files',
  summary: 'Files of one folder have different columns.',
  severity: 'warning',
  reach: 'element',
  checks: onTable(({ location, fact: { folder } }, report) => {
    const [first, ...others] = folder?.odd ?? [];
    if (!folder || !first) return;
    const more =
      others.length === 0
        ? ''
        : ` ${others.length} more of the ${folder.compared} that were compared differ.`;
    report({
      message: `${location.value} holds different tables: ${first.path}. ${first.message}${more}`,
      origin: location.origin,
      help: 'Write the files again with the same columns, or put them into folders of their own.',
    });
  }),
};
