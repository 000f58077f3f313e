import { findCycle } from '../../cycle.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A step that waits for itself never begins. */
export const rule: Rule = {
  code: 'TN1734',
  name: 'service-step-cycle',
  summary: 'The steps of a service wait for each other in a circle.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, _model, report) => {
      const steps = new Map(service.steps.map((step) => [step.name, step]));
      const taken = (name: string): readonly string[] =>
        steps.get(name)!.takes.flatMap((take) => (steps.has(take.name) ? [take.name] : []));
      for (const cycle of findCycle(steps.keys(), taken)) {
        const [first] = cycle;
        const step = steps.get(first!)!;
        report({
          message: `These steps of ${service.name} wait for each other: ${[...cycle, first!].join(' → ')}.`,
          origin: step.takes.find(({ name }) => cycle.includes(name))?.origin ?? step.origin,
          help: 'Let one of them take an input of the service, or what an earlier step gives.',
          related: cycle
            .slice(1)
            .map((name) => ({ origin: steps.get(name)!.origin, message: `${name} is part of the circle.` })),
        });
      }
    }),
  ],
};
