import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../../pipelines/step-results.ts';

/** A training that a pipeline runs says which program it is and what is to be learnt. */
export const rule: Rule = {
  code: 'TN1652',
  name: 'trainable',
  summary: 'A pipeline runs a training that has no program or no label.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        const training = isVerb(step, 'train') ? model.element('training', step.training) : undefined;
        // One that continues another takes over what that one says.
        if (!training || training.of?.kind === 'training' || !isVerb(step, 'train')) continue;
        for (const [name, help] of LACKING) {
          if (training[name] !== undefined) continue;
          report({
            message: `${training.name} has no ${name}, and ${step.name} trains it.`,
            origin: training.origin,
            help,
            related: [{ origin: step.training.origin, message: 'It is trained here.' }],
          });
        }
      }
    }),
  ],
};

const LACKING = [
  ['entrypoint', 'Add entrypoint: and the path of the training program.'],
  ['label', 'Add label: and an expression over the columns, such as amount > 10.'],
] as const;
