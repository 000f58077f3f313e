import { search } from '../../../vocabulary/areas/training.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { triesOf } from '../tries.ts';
import { fixable } from '../../plain-value.ts';

/** From here on an even spread leaves most orders of magnitude out. */
const ORDERS = 100;

/** Parameters that act by their order of magnitude are tried by it. */
export const rule: Rule = {
  code: 'TN1676',
  name: 'linear-range',
  summary: 'A range over several orders of magnitude is tried evenly.',
  severity: 'warning',
  set: 'strict',
  reach: 'element',
  checks: [
    onBlock(search, (block, _, report) => {
      for (const { parameter, range, isByLog, action, values } of triesOf(block)) {
        if (isByLog || !range || range.from <= 0 || range.to / range.from < ORDERS) continue;
        const above = Math.round((1 - (range.to / 10 - range.from) / (range.to - range.from)) * 100);
        const end = whereIs(values).end;
        report({
          message: `${above} % of the tried values of ${parameter} lie above ${Number((range.to / 10).toPrecision(3))}, since they are spread evenly over ${Math.round(Math.log10(range.to / range.from))} orders of magnitude.`,
          origin: block.originOf(values, action.in, 'try'),
          help: 'Add by log.',
          ...(action.in.layer === 'template'
            ? {}
            : fixable({
                title: 'Add by log',
                edits: [
                  { file: action.in.reader.names.file.path, range: { start: end, end }, newText: ' by log' },
                ],
                preferred: true,
              })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
