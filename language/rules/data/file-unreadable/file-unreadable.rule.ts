import type { Rule } from '../../rule.ts';
import { onDataFile } from '../data-file.ts';

/** The file itself may be sound: it can't be looked at from here. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(['late', 'unreadable', 'encrypted']);

/** A data file that is cut, damaged or something else altogether fails in the first step that reads it. */
export const rule: Rule = {
  code: 'TN1312',
  name: 'file-unreadable',
  summary: 'A data file cannot be read: it is cut, damaged, empty or of another kind.',
  severity: 'error',
  reach: 'element',
  checks: onDataFile(({ location, fact }, report) => {
    // That nothing is there is said by another rule.
    if (!('problem' in fact) || fact.problem.code === 'missing') return;
    const { code, message, hint } = fact.problem;
    report({
      message: `${location.value} can't be read. ${message}`,
      origin: location.origin,
      ...(hint === undefined ? {} : { help: hint }),
      ...(OUT_OF_REACH.has(code) ? { severity: 'warning' as const } : {}),
    });
  }),
};
