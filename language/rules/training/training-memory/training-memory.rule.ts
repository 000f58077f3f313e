import { printAmount, trainingMemory, type Working } from '../../../capacity/index.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Weights, gradients, states and activations of each device against what it has. */
export const rule: Rule = {
  code: 'TN1681',
  name: 'training-memory',
  summary: 'A training needs more memory on each device than the device has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (training, model, report) => {
      if (!training.runsOn || training.runsOn.gpusPerNode.value === 0) return;
      const memory = trainingMemory(model, training);
      const { result, bound } = memory?.total ?? {};
      if (memory?.fit !== 'does not fit' || !result || !('value' in memory.available)) return;
      const parts = [memory.weights, memory.gradients, memory.optimizer, memory.activations];
      const largest = parts.filter(hasResult).sort((a, b) => b.result.value - a.result.value)[0];
      report({
        message: `${training.name} needs ${bound ?? 'about'} ${printAmount(result)} on each device, and it has ${printAmount(memory.available)}.`,
        origin: training.runsOn.origin,
        help: `${largest ? `${largest.title} take ${printAmount(largest.result)}. ` : ''}Divide them (fsdp, zero with stage 3, tensor), recompute activations, or take larger devices; tenon capacity ${training.name} shows the working.`,
      });
    }),
  ],
};

const hasResult = (part: Working): part is Working & Required<Pick<Working, 'result'>> =>
  part.result !== undefined;
