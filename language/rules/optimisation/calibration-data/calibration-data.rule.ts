import type { Block } from '../../../model/lowering/block.ts';
import type { ModelView } from '../../model-view.ts';
import { bench as benchWord, optimize } from '../../../vocabulary/areas/optimisation.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { whereIs } from '../../../scoping/place.ts';
import { change, fixable, written } from '../../plain-value.ts';
import { chainOf, clauseOf, isVerb, type ChainStep } from '../chain.ts';
import { calibrationPart, examplesOf } from '../chain-data.ts';

/** Formats of whole numbers; ranges of activations must be known for them. */
const WHOLE: ReadonlySet<string> = new Set(['int8', 'int4']);

/** Ranges that are fixed beforehand are found on examples. */
export const rule: Rule = {
  code: 'TN2001',
  name: 'calibration-data',
  summary: 'A quantisation needs examples and gets none.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(optimize, (block, model, report) => {
      const { steps } = chainOf(block);
      for (const step of steps) {
        if (!isVerb(step, 'quantise') || step.action.clauses.some(({ word }) => word === 'with')) continue;
        const to = clauseOf(step, 'to');
        const scheme = step.block.require('scheme');
        if (!to || !WHOLE.has(to.value) || scheme.value === 'dynamic') continue;
        const place = written(step.block, 'scheme');
        const isOwn = step.layer.layer !== 'template';
        const data = dataFor(steps, block, model);
        report({
          message:
            scheme.value === 'qat'
              ? `${step.name} trains with the rounding in it (qat), and gets no examples.`
              : `${step.name} fixes the ranges of activations beforehand (static), and gets no examples to find them on.`,
          origin: to.origin,
          help: 'Add with and a part of a dataset, or let ranges be found while it runs: scheme: dynamic.',
          ...fixable(
            isOwn && data !== undefined
              ? {
                  title: `Add with ${data}`,
                  edits: [
                    {
                      file: to.file,
                      range: { start: whereIs(to.node).end, end: whereIs(to.node).end },
                      newText: ` with ${data}`,
                    },
                  ],
                }
              : undefined,
            place
              ? change('Change to dynamic', place, 'dynamic')
              : isOwn
                ? {
                    title: 'Add scheme: dynamic',
                    edits: [addStatement(placeOf(step.block.layers), 'scheme: dynamic')],
                  }
                : undefined,
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Examples for calibration of the dataset that the chain uses elsewhere. */
function dataFor(
  steps: readonly ChainStep[],
  block: Block<typeof optimize>,
  model: ModelView,
): string | undefined {
  const bench = block.get('bench')?.value.symbol;
  const measured = bench && model.block(benchWord, bench)?.get('data')?.value;
  const used = [...steps.flatMap((step) => examplesOf(step)?.value ?? []), ...(measured ? [measured] : [])];
  return used.map((each) => calibrationPart(each, model, measured?.part)).find((name) => name !== undefined);
}
