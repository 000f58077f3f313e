import { printAmount, trainingMemory, type Working } from '../../../capacity/index.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Weights, gradients and states of each device against what it has; what examples need comes on top of them. */
export const rule: Rule = {
  code: 'TN1681',
  name: 'training-memory',
  summary: 'A training keeps more on each device than the device has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (training, model, report) => {
      if (!training.runsOn || training.runsOn.gpusPerNode.value === 0) return;
      const memory = trainingMemory(model, training);
      if (!memory || !('value' in memory.available)) return;
      // Activations depend on kernels that the model says nothing of, so that they decide nothing here.
      const parts = [memory.weights, memory.gradients, memory.optimizer].filter(isLowerBound);
      const kept = { value: parts.reduce((sum, { result }) => sum + result.value, 0), unit: 'B' };
      if (kept.value <= memory.available.value) return;
      const list = parts
        .map(({ title, result }) => `${title.toLowerCase()} ${printAmount(result)}`)
        .join(', ');
      report({
        message: `${training.name} keeps ${printAmount(kept)} on each device (${list}), and the device has ${printAmount(memory.available)}.`,
        origin: training.runsOn.origin,
        help: `Divide them by fsdp, zero with stage 3 or tensor, train an adapter, or take larger devices. tenon capacity ${training.name} shows the working.`,
      });
    }),
  ],
};

const isLowerBound = (part: Working): part is Working & Required<Pick<Working, 'result'>> =>
  part.result !== undefined && part.bound !== 'at most';
