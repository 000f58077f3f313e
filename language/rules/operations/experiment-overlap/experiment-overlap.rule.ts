import type { Expression } from '../../../generated/ast.ts';
import type { Layered } from '../../../model/lowering/block.ts';
import type { Action } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { experiment as experimentWord, lose, win } from '../../../vocabulary/areas/experiments.ts';
import { contradiction, limitsOf, type Limit } from '../../limits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf, fileOf } from '../../written.ts';

/** The same figures must not both promote a version and bring it back. */
export const rule: Rule = {
  code: 'TN2118',
  name: 'experiment-overlap',
  summary: 'An experiment can be won and lost at once.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const block = model.block(experimentWord, experiment)!;
      const wins = block.actions(win.verb);
      for (const losing of block.actions(lose.verb)) {
        const lost = limits(losing);
        const winning = wins.find((each) => {
          const won = limits(each);
          // What is joined by or, or compares two figures, can't be told from here.
          return won.length > 0 && lost.length > 0 && contradiction([...won, ...lost]) === undefined;
        });
        if (!winning) continue;
        const metric = experiment.primary?.qualifiedName.split('.').at(-1);
        const edits = metric === undefined ? [] : apart(fileOf(block), `lift(${metric})`, winning, losing);
        const replacements: Replacement[] =
          edits.length > 0 ? [{ title: 'Let the sign of the lift decide', edits }] : [];
        report({
          message: `${experiment.name} can be won and lost by the same figures.`,
          origin: block.originOf(losing.node, losing.in, 'lose'),
          help: 'Let a figure decide that can be on one side only, such as lift > 0% and lift < 0%.',
          data: { replacements },
          related: [
            {
              origin: block.originOf(winning.node, winning.in, 'win'),
              message: 'It is won when this holds.',
            },
          ],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function limits({ node, in: layer }: Layered<Action>): readonly Limit[] {
  const when = clauseOf(node, 'when');
  return when ? limitsOf(when, layer.reader.silently()) : [];
}

/** `and lift(ctr) > 0%` behind the one condition, and below 0 % behind the other, where they say nothing of it yet. */
function apart(file: string, lift: string, winning: Layered<Action>, losing: Layered<Action>) {
  const behind = (condition: Expression, text: string) => {
    const { end } = whereIs(condition);
    return { file, range: { start: end, end }, newText: ` and ${text}` };
  };
  return [
    ...(limits(winning).some(({ subject }) => subject === lift)
      ? []
      : [behind(clauseOf(winning.node, 'when')!, `${lift} > 0%`)]),
    ...(limits(losing).some(({ subject }) => subject === lift)
      ? []
      : [behind(clauseOf(losing.node, 'when')!, `${lift} < 0%`)]),
  ];
}
