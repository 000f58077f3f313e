import type { Training } from '../../../model/learning.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A training that continues itself has nothing to begin with. */
export const rule: Rule = {
  code: 'TN1683',
  name: 'training-cycle',
  summary: 'Trainings continue each other in a circle.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (training, model, report) => {
      const circle: Training[] = [];
      for (let each: Training | undefined = training; each && !circle.includes(each);) {
        circle.push(each);
        each = each.of?.kind === 'training' ? model.element('training', each.of) : undefined;
        if (each !== training) continue;
        // The circle is told once, at the training whose name comes first.
        if (circle.some(({ qualifiedName }) => qualifiedName < training.qualifiedName)) return;
        report({
          message: `${[...circle, training].map(({ name }) => name).join(' continues ')}: none of them has a beginning.`,
          origin: training.of!.origin,
          help: 'Let one of them begin with a model, or without anything.',
          related: circle
            .slice(1)
            .map(({ of, name }) => ({ origin: of!.origin, message: `${name} goes on here.` })),
        });
      }
    }),
  ],
};
