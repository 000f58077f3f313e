import type { Features } from '../../../model/data.ts';
import { findCycle } from '../../cycle.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Views may stand on views, but not on themselves. */
export const rule: Rule = {
  code: 'TN1403',
  name: 'view-cycle',
  summary: 'A feature view is not computed from itself, also not through others.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      const symbol = model.analysis.project.topLevel('features', view.qualifiedName);
      if (!symbol || !model.analysis.viewSources.standsOnItself(symbol)) return;
      const views = new Map<string, Features>();
      const open: Features[] = [view];
      for (let next = open.pop(); next; next = open.pop()) {
        if (views.has(next.qualifiedName)) continue;
        views.set(next.qualifiedName, next);
        open.push(...next.from.flatMap((from) => model.element('features', from) ?? []));
      }
      const next = (name: string): readonly string[] =>
        (views.get(name)?.from ?? []).map((from) => from.qualifiedName).filter((from) => views.has(from));
      for (const cycle of findCycle(views.keys(), next)) {
        // Each view of a circle sees it; the first one tells.
        if (cycle[0] !== view.qualifiedName) continue;
        const names = cycle.map((name) => views.get(name)!.name);
        report({
          message: `Feature views are computed from each other: ${[...names, names[0]!].join(' ← ')}.`,
          origin: view.from.find((from) => cycle.includes(from.qualifiedName))!.origin,
          help: 'Compute one of them from a source.',
          related: cycle
            .slice(1)
            .map((name) => ({ origin: views.get(name)!.origin, message: 'Part of the circle.' })),
        });
      }
    }),
  ],
};
