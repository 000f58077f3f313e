import { LOCAL_ZONE, printType } from '../../../types/data-type.ts';
import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenRow } from '../../written.ts';

/** Windows need moments, and a wall time without a zone is none. */
export const rule: Rule = {
  code: 'TN1335',
  name: 'local-event-time',
  summary: 'The event time of a source is a wall time of no zone.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('source', (source, model, report) => {
      const column = source.columns.find(({ name }) => name === source.eventTime?.value);
      if (column?.type.kind !== 'scalar' || column.type.zone !== LOCAL_ZONE) return;
      const row = writtenRow(model.ownBlock(sourceWord, source)?.symbol.members.get(column.name));
      const zoned = printType({ ...column.type, zone: 'UTC' });
      report({
        message: `${source.name} goes by ${column.name}, a wall time of no zone.`,
        origin: source.eventTime!.origin,
        help: `When the clocks go back, an hour comes twice. Declare the zone in which the times were written, such as ${zoned}.`,
        data: {
          replacements: row?.node.value
            ? [{ title: `Change to ${zoned}`, edits: [replaceNode(row.file, row.node.value, zoned)] }]
            : [],
        },
        related: [{ origin: column.origin, message: `${column.name} is declared here.` }],
      });
    }),
  ],
  fixes: [replaceFix],
};
