import { amountOf, trainingLayout } from '../../../capacity/index.ts';
import { batchOfTraining, training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** The global batch is made of whole batches of every data-parallel replica, some number of times. */
export const rule: Rule = {
  code: 'TN1664',
  name: 'global-batch',
  summary: "The global batch can't be made of the batches of the devices.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const action = block.actions(batchOfTraining.verb).at(-1);
      const replicas = element && amountOf(trainingLayout(element).data)?.value;
      // An axis too many or too few is told where the mesh is.
      if (!action || replicas === undefined || !Number.isInteger(replicas)) return;
      const batch = block.actionBlock(batchOfTraining, action);
      const global = batch.get('global');
      const each = batch.get('per_gpu');
      const unit = (each?.value ?? 1) * replicas;
      if (!global || global.value % unit === 0) return;
      const right = Math.max(1, Math.round(global.value / unit)) * unit;
      const place = written(batch, 'global');
      const devices = replicas === 1 ? '1 replica' : `${replicas} replicas`;
      report({
        message: `A global batch of ${global.value} can't be divided into batches of ${each?.value ?? 1} on ${devices}: it must be a multiple of ${unit}.`,
        origin: global.origin,
        help: `${right} is the nearest; it takes ${right / unit} ${right === unit ? 'pass' : 'passes'} for each step of the optimizer.`,
        ...fixable(place && change(`Change to ${right}`, place, String(right))),
      });
    }),
  ],
  fixes: [replaceFix],
};
