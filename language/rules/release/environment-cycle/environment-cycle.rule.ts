import type { Environment } from '../../../model/release.ts';
import { findCycle } from '../../cycle.ts';
import type { Rule } from '../../rule.ts';

/** Environments build on one another, but not in a circle. */
export const rule: Rule = {
  code: 'TN1903',
  name: 'environment-cycle',
  summary: 'An environment does not extend itself, also not through others.',
  severity: 'error',
  checkSystem({ system }, report) {
    const environments = new Map<string, Environment>();
    for (const element of system.elements) {
      if (element.kind === 'environment') environments.set(element.qualifiedName, element);
    }
    const next = (name: string): string[] => {
      const parent = environments.get(name)?.extends?.qualifiedName;
      return parent !== undefined && environments.has(parent) ? [parent] : [];
    };
    for (const cycle of findCycle(environments.keys(), next)) {
      const [first, ...others] = cycle.map((name) => environments.get(name)!);
      report({
        message: `Environments extend each other: ${[first!, ...others, first!].map(({ name }) => name).join(' → ')}.`,
        origin: first!.extends!.origin,
        help: 'Let one of them stand by itself.',
        related: others.map(({ origin }) => ({ origin, message: 'Part of the circle.' })),
      });
    }
  },
};
