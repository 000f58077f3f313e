import { AstUtils } from 'langium';
import type { Step } from '../../../generated/ast.ts';
import { isNameRef, isStep } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { clauseOf, fileOf, ownLayer } from '../../written.ts';

/** The way of a version, from the first trial to the end. */
const STAGES = ['staging', 'production', 'archived'];

/** A trial after the launch tries nothing. */
export const rule: Rule = {
  code: 'TN2124',
  name: 'promotion-order',
  summary: 'A version goes to production before it goes to staging.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(pipeline, (block, _model, report) => {
      const layer = ownLayer(block);
      const steps = [...AstUtils.streamAst(layer.node)].filter(isStep);
      for (const step of steps) {
        const before = takenBy(step, steps);
        const [stage, earlier] = [stageOf(step), before && stageOf(before)];
        if (!before || stage === undefined || earlier === undefined || stage >= earlier) continue;
        const [to, other] = [clauseOf(step.action!, 'to')!, clauseOf(before.action!, 'to')!];
        const file = fileOf(block);
        report({
          message: `${step.name ?? 'This step'} moves to ${STAGES[stage]!} what ${before.name ?? 'another'} has moved to ${STAGES[earlier]!} already.`,
          origin: block.originOf(to, layer, 'promote'),
          help: 'A version is tried first, then used, then kept.',
          data: {
            replacements: [
              {
                title: `${STAGES[stage]!} first, then ${STAGES[earlier]!}`,
                edits: [
                  { file, range: whereIs(other), newText: STAGES[stage]! },
                  { file, range: whereIs(to), newText: STAGES[earlier]! },
                ],
              },
            ],
          },
          related: [{ origin: block.originOf(other, layer, 'promote'), message: 'It is moved here first.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** The promotion whose version a promotion takes. */
function takenBy({ action }: Step, steps: readonly Step[]): Step | undefined {
  const object = action?.verb === 'promote' ? action.object : undefined;
  const taken = isNameRef(object) ? steps.find(({ name }) => name === object.name) : undefined;
  return taken?.action?.verb === 'promote' ? taken : undefined;
}

function stageOf({ action }: Step): number | undefined {
  const to = action && clauseOf(action, 'to');
  const stage = isNameRef(to) ? STAGES.indexOf(to.name) : -1;
  return stage < 0 ? undefined : stage;
}
