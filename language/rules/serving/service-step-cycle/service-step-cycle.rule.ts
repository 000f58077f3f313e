import type { Origin } from '../../../model/origin.ts';
import { whereIs } from '../../../scoping/place.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { findCycle } from '../../cycle.ts';
import { stepsIn, waitsFor } from '../../named-steps.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A step that waits for itself never begins. */
export const rule: Rule = {
  code: 'TN1734',
  name: 'service-step-cycle',
  summary: 'The steps of a service wait for each other in a circle.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const steps = new Map(service.steps.map((step) => [step.name, step]));
      const symbol = model.block(serviceWord, service)!.symbol;
      const written = new Map(stepsIn(symbol).map((step) => [step.name, step]));
      const taken = (name: string): readonly string[] => {
        const step = written.get(name);
        const named = [
          ...(steps.get(name)?.takes ?? []).map((take) => take.name),
          ...(step ? waitsFor(step).map((each) => each.name) : []),
        ];
        return [...new Set(named)].filter((each) => steps.has(each) || written.has(each));
      };
      const originOf = (name: string): Origin =>
        steps.get(name)?.origin ?? { ...service.origin, range: whereIs(written.get(name)!.node) };
      for (const cycle of findCycle(new Set([...steps.keys(), ...written.keys()]), taken)) {
        const [first] = cycle;
        report({
          message: `These steps of ${service.name} wait for each other: ${[...cycle, first!].join(' → ')}.`,
          origin:
            steps.get(first!)?.takes.find(({ name }) => cycle.includes(name))?.origin ?? originOf(first!),
          help: 'Let one of them take an input of the service, or what an earlier step gives.',
          related: cycle
            .slice(1)
            .map((name) => ({ origin: originOf(name), message: `${name} is part of the circle.` })),
        });
      }
    }),
  ],
};
