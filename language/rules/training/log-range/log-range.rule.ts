import { search } from '../../../vocabulary/areas/training.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { triesOf } from '../tries.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';

/** Orders of magnitude begin above zero. */
export const rule: Rule = {
  code: 'TN1675',
  name: 'log-range',
  summary: 'Values are spread by orders of magnitude over a range that reaches zero.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(search, (block, _, report) => {
      for (const { parameter, range, isByLog, action, values } of triesOf(block)) {
        if (!isByLog || !range || range.from > 0) continue;
        const file = action.in.reader.names.file.path;
        const by = action.node.clauses.find(({ word }) => word === 'by')!;
        const smallest = range.to > 1 && Number.isInteger(range.to) ? '1' : String(range.to / 1e4);
        const isOwn = action.in.layer !== 'template';
        report({
          message: `${parameter} can't be tried by log from ${textOf(range.fromNode)} on: there is no logarithm of it.`,
          origin: block.originOf(values, action.in, 'try'),
          help: `Begin above 0, such as at ${smallest}, or leave out by log.`,
          ...fixable(
            isPlain(range.fromNode, action.in)
              ? change(`Begin at ${smallest}`, { file, node: range.fromNode }, smallest)
              : undefined,
            isOwn
              ? {
                  title: 'Spread the values evenly (remove by log)',
                  edits: [
                    {
                      file,
                      range: { start: whereIs(action.node.object!).end, end: whereIs(by).end },
                      newText: '',
                    },
                  ],
                }
              : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
