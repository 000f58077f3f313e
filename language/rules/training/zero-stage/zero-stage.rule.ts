import { strategy, training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** ZeRO has the stages 0 to 3, and what is moved off the device must be divided first. */
export const rule: Rule = {
  code: 'TN1686',
  name: 'zero-stage',
  summary: "The stage of ZeRO doesn't exist, or doesn't allow what is offloaded.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      for (const [index, { name, settings, origin }] of (element?.strategies ?? []).entries()) {
        if (name !== 'zero') continue;
        const own = block.children(strategy)[index]!;
        const stage = settings.find((each) => each.name === 'stage');
        const offload = settings.find((each) => each.name === 'offload');
        const moved = [offload?.value].flat().filter((each) => typeof each === 'string');
        const needed = Math.max(0, ...moved.map((each) => STAGES[each] ?? 0));
        // Without a stage DeepSpeed takes 0.
        const value = typeof stage?.value === 'number' ? stage.value : undefined;
        const isStage = value === undefined || (Number.isInteger(value) && value >= 0 && value <= 3);
        if (isStage && (needed === 0 || (value ?? 0) >= needed)) continue;
        const right = isStage ? needed : 3;
        const place = written(own, 'stage');
        report({
          message: isStage
            ? `${moved.find((each) => STAGES[each] === needed)} can be offloaded from stage ${needed} on, and ${value === undefined ? 'no stage is named' : `this is stage ${value}`}.`
            : `ZeRO has the stages 0, 1, 2 and 3; there is no stage ${value}.`,
          origin: (isStage ? offload : stage)?.origin ?? origin,
          help: `Stage ${right} divides ${DIVIDED[right]}.`,
          ...fixable(
            place
              ? change(`Change stage to ${right}`, place, String(right))
              : stage
                ? undefined
                : {
                    title: `Add stage: ${right}`,
                    edits: [addStatement(placeOf(own.layers), `stage: ${right}`)],
                  },
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Lowest stage from which something may lie elsewhere (DeepSpeed, zero/config.py). */
const STAGES: Readonly<Record<string, number>> = { optimizer: 1, parameters: 3, weights: 3, params: 3 };

const DIVIDED: Readonly<Record<number, string>> = {
  1: 'the states of the optimizer',
  2: 'states and gradients',
  3: 'states, gradients and weights',
};
