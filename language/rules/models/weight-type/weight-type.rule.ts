import { weightBytes } from '../../../capacity/index.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Names to suggest; `weightBytes` knows more. */
const USUAL = ['fp32', 'fp16', 'bf16', 'fp8', 'int8', 'int4', 'float32', 'float16', 'bfloat16'];

/** The element type of weights decides how much memory they take. */
export const rule: Rule = {
  code: 'TN1509',
  name: 'weight-type',
  summary: "The element type of a model's weights is not known.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(modelWord, (block, _, report) => {
      const dtype = block.get('dtype');
      if (!dtype || USUAL.includes(dtype.value) || weightBytes(dtype.value) !== undefined) return;
      const near = suggest(dtype.value, USUAL);
      const place = written(block, 'dtype');
      report({
        message: `${dtype.value} is no element type of weights.`,
        origin: dtype.origin,
        help: near === undefined ? `Known are ${USUAL.join(', ')}.` : `Did you mean ${near}?`,
        ...fixable(place && near !== undefined ? change(`Change to ${near}`, place, near, true) : undefined),
      });
    }),
  ],
  fixes: [replaceFix],
};
