import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Fewer weights than this are no network that one would declare the size of. */
const FEWEST = 1000;

/** `70` for `70B` is off by nine orders of magnitude. */
export const rule: Rule = {
  code: 'TN1510',
  name: 'parameter-count',
  summary: 'A model has implausibly few parameters: the unit is missing.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(modelWord, (block, _, report) => {
      const parameters = block.get('parameters');
      if (!parameters || parameters.value >= FEWEST) return;
      const place = written(block, 'parameters');
      const text = place ? textOf(place.node) : String(parameters.value);
      report({
        message: `${block.symbol.name} has ${parameters.value} weights as written; B (thousand millions) or M (millions) is missing.`,
        origin: parameters.origin,
        help: `Write ${text}B or ${text}M.`,
        ...fixable(
          ...(place && place.node.$type === 'NumberLiteral'
            ? ['B', 'M'].map((unit) => change(`Change to ${text}${unit}`, place, `${text}${unit}`))
            : []),
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};
