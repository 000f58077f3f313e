import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isStep } from '../../../generated/ast.ts';
import { run } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { baseOf, comparisonsOf, upperBound } from '../comparison.ts';
import { durationText } from '../../duration-text.ts';

/** A step that is given longer than the whole answer is never cut off in time. */
export const rule: Rule = {
  code: 'TN1706',
  name: 'step-time',
  summary: 'A step may take longer than the whole answer is promised to take.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const promises = comparisonsOf(service).filter(
        (one) => one.role === 'promise' && baseOf(one) === 'latency',
      );
      const limits = promises.flatMap((one) => {
        const seconds = upperBound(one, 'duration');
        return seconds === undefined ? [] : [{ seconds, one }];
      });
      const loosest = limits.sort((a, b) => b.seconds - a.seconds)[0];
      if (!loosest) return;
      const block = model.block(serviceWord, service)!;
      for (const { node, in: layer } of block.statements()) {
        if (!isStep(node) || node.action?.verb !== run.verb) continue;
        const within = block.actionBlock(run, { node: node.action, in: layer }).clause('within');
        if (!within || within.value.value < loosest.seconds) continue;
        const shorter = durationText(loosest.seconds / 2);
        report({
          message: `Step ${node.name} may take ${within.value.text}, and the whole answer is promised in ${durationText(loosest.seconds)}.`,
          origin: within.origin,
          help: `Give it less, such as ${shorter}, and say what happens then: on timeout degrade to ….`,
          data: {
            replacements: isOwn(within.origin)
              ? [replace(`Change to ${shorter}`, within.origin, `within ${shorter}`)]
              : [],
          },
          related: [
            {
              origin: loosest.one.expression.origin,
              message: `${loosest.one.expression.text} is promised here.`,
            },
          ],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
