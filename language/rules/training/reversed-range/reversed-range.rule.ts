import { search } from '../../../vocabulary/areas/training.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { triesOf } from '../tries.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';

/** A sampler draws from the lower end to the upper one. */
export const rule: Rule = {
  code: 'TN1689',
  name: 'reversed-range',
  summary: 'A search tries values of a range that ends below its beginning.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(search, (block, _, report) => {
      for (const { parameter, range, action, values } of triesOf(block)) {
        if (!range || range.from <= range.to) continue;
        const right = `${textOf(range.toNode)}..${textOf(range.fromNode)}`;
        const file = action.in.reader.names.file.path;
        report({
          message: `${block.symbol.name} tries ${parameter} in ${textOf(values)}, and no value lies in there.`,
          origin: block.originOf(values, action.in, 'try'),
          help: `Write the lower end first: ${right}.`,
          ...fixable(
            isPlain(values, action.in)
              ? change(`Change to ${right}`, { file, node: values }, right, true)
              : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
