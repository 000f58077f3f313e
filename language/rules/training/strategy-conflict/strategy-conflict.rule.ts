import { strategy, training } from '../../../vocabulary/areas/training.ts';
import { placeOf, removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** Ways to spread a batch, of which a training has one. */
const DATA_PARALLEL: ReadonlySet<string> = new Set(['ddp', 'fsdp', 'zero', 'parameter_server']);

/** Two strategies would both own the gradients. */
export const rule: Rule = {
  code: 'TN1684',
  name: 'strategy-conflict',
  summary: 'A training has two strategies that do the same in different ways.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, _, report) => {
      const found = block.children(strategy).flatMap((child) => {
        const { node } = child.top;
        const name = 'name' in node ? String(node.name) : '';
        return DATA_PARALLEL.has(name) ? [{ child, name }] : [];
      });
      const [first, second] = found;
      if (!first || !second) return;
      report({
        message: `${first.name} and ${second.name} both divide the batch of ${block.symbol.name} among the devices.`,
        origin: second.child.origin(),
        help: 'Keep one of them: ddp when the model fits one device, fsdp or zero when it does not.',
        related: [{ origin: first.child.origin(), message: `Here is ${first.name}.` }],
        ...fixable(
          ...[first, second].map(({ child, name }) => {
            const { file, node } = placeOf(child.layers);
            return child.top.layer === 'template'
              ? undefined
              : {
                  title: `Remove strategy ${name}`,
                  edits: [removeStatement(file, node)],
                  preferred: name === 'ddp',
                };
          }),
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};
