import { trainsNetwork } from '../../../capacity/index.ts';
import { strategy, training } from '../../../vocabulary/areas/training.ts';
import { placeOf, removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** Strategies need a library whose processes know of each other. */
export const rule: Rule = {
  code: 'TN1653',
  name: 'framework-strategy',
  summary: "A training is spread by a strategy that its framework doesn't have.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const framework = element?.framework;
      if (!framework || trainsNetwork(element)) return;
      for (const child of block.children(strategy)) {
        const { file, node } = placeOf(child.layers);
        const name = 'name' in node ? String(node.name) : '';
        report({
          message: `${framework.value} trains in one process, so ${name} has nothing to spread.`,
          origin: child.origin(),
          help: 'Remove the strategy, or train with a framework that knows process groups, such as pytorch.',
          related: [{ origin: framework.origin, message: 'The framework is chosen here.' }],
          ...(child.top.layer === 'template'
            ? {}
            : fixable({
                title: `Remove strategy ${name}`,
                edits: [removeStatement(file, node)],
                preferred: true,
              })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
