import type { ElementKinds } from '../../../model/system.ts';
import { compareText } from '../../../model/origin.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Kinds whose names become names in a cluster, where letters are small and a line is the only sign. */
const KINDS = ['service', 'pipeline', 'model'] as const;

/** Two names that a target writes in the same way are one thing there. */
export const rule: Rule = {
  code: 'TN1925',
  name: 'colliding-names',
  summary: 'Two names differ only in capitals and underscores.',
  severity: 'warning',
  reach: 'neighbours',
  checks: KINDS.map((kind) =>
    onElement(kind, (element: ElementKinds[typeof kind], model, report) => {
      // Told once, at the later of the two.
      const other = model.analysis.project
        .alike(element.name)
        .find(
          (symbol) =>
            symbol.kind === kind &&
            symbol.name !== element.name &&
            compareText(symbol.qualifiedName, element.qualifiedName) < 0,
        );
      const first = other && model.element(kind, other);
      if (!first) return;
      report({
        message: `${element.name} and ${first.name} are the same name where only small letters are allowed.`,
        origin: element.origin,
        help: 'Give one of them a name that differs in a letter.',
        related: [{ origin: first.origin, message: 'The other one.' }],
      });
    }),
  ),
};
