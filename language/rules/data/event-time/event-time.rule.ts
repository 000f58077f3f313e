import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import type { DataType } from '../../../types/data-type.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { replaceNode } from '../../edits.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenRow } from '../../written.ts';

/** The column that says when a row happened must be one of the source's columns, and a moment in time. */
export const rule: Rule = {
  code: 'TN1301',
  name: 'event-time',
  summary: 'The event time of a source is one of its columns, with a timestamp or date.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('source', (source, model, report) => {
      if (!source.eventTime || source.columns.length === 0) return;
      const { value: name, origin } = source.eventTime;
      const column = source.columns.find((each) => each.name === name);
      const times = source.columns.filter((each) => isTime(each.type)).map((each) => each.name);
      const block = model.ownBlock(sourceWord, source);
      const entry = block?.entries('event_time').at(-1);
      const changeTo = (to: string | undefined) =>
        entry?.node.value && to !== undefined
          ? [replace(`Change to ${to}`, origin, `event_time: ${to}`, true)]
          : [];
      if (!column) {
        const near =
          suggest(
            name,
            source.columns.map((each) => each.name),
          ) ?? (times.length === 1 ? times[0] : undefined);
        report({
          message: `${source.name} has no column ${name}.`,
          origin,
          help: didYouMean(near) ?? `Columns with a time: ${times.join(', ') || 'none'}.`,
          data: { replacements: changeTo(near) },
        });
      } else if (!isTime(column.type)) {
        const row = writtenRow(block?.symbol.members.get(name));
        const type = row?.node.value;
        report({
          message: `${name} is not a moment in time.`,
          origin,
          help: 'The event time is a timestamp or a date.',
          data: {
            replacements:
              times.length === 1
                ? changeTo(times[0])
                : row && type
                  ? [
                      {
                        title: `Declare ${name} as a timestamp`,
                        edits: [replaceNode(row.file, type, 'timestamp')],
                      },
                    ]
                  : [],
          },
          related: [{ origin: column.origin, message: `${name} is declared here.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const isTime = (type: DataType): boolean =>
  type.kind === 'unknown' || (type.kind === 'scalar' && (type.name === 'timestamp' || type.name === 'date'));
