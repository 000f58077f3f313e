import type { Rule } from '../../rule.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';

/** The column that says when a row happened must be one of the source's columns, and a moment in time. */
export const rule: Rule = {
  code: 'TN1301',
  name: 'event-time',
  summary: 'The event time of a source is one of its columns, with a timestamp or date.',
  severity: 'error',
  checkSystem({ system }, report) {
    for (const source of system.elements) {
      if (source.kind !== 'source' || !source.eventTime || source.columns.length === 0) continue;
      const { value: name, origin } = source.eventTime;
      const column = source.columns.find((each) => each.name === name);
      if (!column) {
        const times = source.columns.filter((each) => isTime(each.type)).map((each) => each.name);
        const near =
          suggest(
            name,
            source.columns.map((each) => each.name),
          ) ?? (times.length === 1 ? times[0] : undefined);
        report({
          message: `${source.name} has no column ${name}.`,
          origin,
          help: didYouMean(near) ?? `Columns with a time: ${times.join(', ') || 'none'}.`,
          data: { word: name, suggestion: near },
        });
      } else if (!isTime(column.type)) {
        report({
          message: `${name} is not a moment in time.`,
          origin,
          help: 'The event time is a timestamp or a date.',
          related: [{ origin: column.origin, message: `${name} is declared here.` }],
        });
      }
    }
  },
};

const isTime = (type: { kind: string; name?: string }): boolean =>
  type.kind === 'unknown' || (type.kind === 'scalar' && (type.name === 'timestamp' || type.name === 'date'));
