import { AstUtils } from 'langium';
import { isNameRef } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import {
  experiment as experimentWord,
  test as testWord,
  win,
} from '../../../vocabulary/areas/experiments.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf, fileOf, itemsOf } from '../../written.ts';

/** The metric that decides is chosen before the figures are seen. */
export const rule: Rule = {
  code: 'TN2117',
  name: 'experiment-primary',
  summary: 'The primary metric of an experiment does not decide it.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const { primary, test, name } = experiment;
      if (!primary) return;
      const block = model.block(experimentWord, experiment)!;
      const metric = primary.qualifiedName.split('.').at(-1)!;
      const file = fileOf(block);
      if (
        test &&
        test.metrics.length > 0 &&
        !test.metrics.some((each) => each.qualifiedName === primary.qualifiedName)
      ) {
        const written = clauseOf(block.actions(testWord.verb).at(-1)!.node, 'with')!;
        const newText = `[${[metric, ...itemsOf(written).map((item) => textOf(item))].join(', ')}]`;
        report({
          message: `${name} does not test ${metric}, its primary metric.`,
          origin: test.origin,
          help: `Test it, too: with ${newText}.`,
          data: {
            replacements: [
              {
                title: `Test ${metric} only`,
                edits: [{ file, range: whereIs(written), newText: metric }],
                preferred: true,
              },
            ],
          },
          related: [{ origin: primary.origin, message: 'It is said to decide.' }],
        });
        return;
      }
      const decisions = block.actions(win.verb);
      const isNamed = decisions.some(({ node }) =>
        AstUtils.streamAst(node).some((part) => isNameRef(part) && part.name === metric),
      );
      const first = decisions[0];
      if (!first || isNamed) return;
      const names = [...AstUtils.streamAst(first.node)].filter(isNameRef).map((part) => part.name);
      const [other] = names.filter(
        (each) => first.in.reader.names.lookup(each, ['metric'])?.kind === 'metric',
      );
      report({
        message: `${name} is won without ${metric}, its primary metric.`,
        origin: block.originOf(first.node, first.in, 'win'),
        help: `Decide by it: win when lift(${metric}) > 0% and p_value(${metric}) < 0.05.`,
        data: {
          replacements:
            other === undefined
              ? []
              : [
                  {
                    title: `Make ${other} the primary metric`,
                    edits: [{ file, range: primary.origin.range, newText: `primary: ${other}` }],
                  },
                ],
        },
        related: [{ origin: primary.origin, message: 'It is said to decide.' }],
      });
    }),
  ],
  fixes: [replaceFix],
};
