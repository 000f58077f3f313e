import { adapter, training } from '../../../vocabulary/areas/training.ts';
import { whereIs } from '../../../scoping/place.ts';
import { placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** An adapter trains a small part on frozen weights, so there must be weights to freeze. */
export const rule: Rule = {
  code: 'TN1687',
  name: 'adapter-base',
  summary: 'An adapter is trained on a model that nothing was loaded into.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const [child] = block.children(adapter);
      const element = model.own('training', block.symbol);
      if (!child || !element || element.of || block.clauseExpression('of')) return;
      const { file, node } = placeOf(block.layers);
      const end = whereIs(node, 'name').end;
      const base = model.element('model', element);
      report({
        message: `The adapter of ${element.name} has no model under it: ${element.name} continues none.`,
        origin: child.origin(),
        help: `Say which model it is trained on: training ${element.name} of ….`,
        ...fixable(
          base && {
            title: `Let ${element.name} continue the model ${base.name}`,
            edits: [{ file, range: { start: end, end }, newText: ` of ${base.name}` }],
          },
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};
