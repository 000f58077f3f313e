import type { Features } from '../../../model/data.ts';
import { findCycle } from '../../cycle.ts';
import type { Rule } from '../../rule.ts';

/** Views may stand on views, but not on themselves. */
export const rule: Rule = {
  code: 'TN1403',
  name: 'view-cycle',
  summary: 'A feature view is not computed from itself, also not through others.',
  severity: 'error',
  checkSystem({ system }, report) {
    const views = new Map<string, Features>();
    for (const element of system.elements)
      if (element.kind === 'features') views.set(element.qualifiedName, element);
    for (const cycle of findCycle(
      views.keys(),
      (name) => views.get(name)?.from.map((from) => from.qualifiedName) ?? [],
    )) {
      const names = cycle.map((name) => views.get(name)!.name);
      const first = views.get(cycle[0]!)!;
      report({
        message: `Feature views are computed from each other: ${[...names, names[0]!].join(' ← ')}.`,
        origin: first.from.find((from) => cycle.includes(from.qualifiedName))!.origin,
        help: 'Compute one of them from a source.',
        related: cycle
          .slice(1)
          .map((name) => ({ origin: views.get(name)!.origin, message: 'Part of the circle.' })),
      });
    }
  },
};
