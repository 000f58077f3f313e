import type { Service, Serving } from '../../model/service.ts';

/** Every model that a service runs: those that it serves, and those of its steps. */
export const servingsOf = (service: Service): readonly Serving[] => [
  ...service.serves,
  ...service.steps.map(({ serving }) => serving),
];
