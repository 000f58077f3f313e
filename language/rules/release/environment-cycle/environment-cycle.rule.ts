import { isDeclaration } from '../../../generated/ast.ts';
import type { Environment } from '../../../model/release.ts';
import { whereIs } from '../../../scoping/place.ts';
import { environment as environmentWord } from '../../../vocabulary/areas/release.ts';
import { findCycle } from '../../cycle.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

/** Environments build on one another, but not in a circle. */
export const rule: Rule = {
  code: 'TN1903',
  name: 'environment-cycle',
  summary: 'An environment does not extend itself, also not through others.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('environment', (environment, model, report) => {
      const parent = ({ extends: of }: Environment): Environment | undefined =>
        of && model.element('environment', of);
      const known = new Map<string, Environment>();
      const next = (name: string): string[] => {
        const found = parent(known.get(name)!);
        if (found) known.set(found.qualifiedName, found);
        return found ? [found.qualifiedName] : [];
      };
      known.set(environment.qualifiedName, environment);
      const [cycle] = findCycle([environment.qualifiedName], next);
      // The circle is told once, by its first name.
      if (cycle?.[0] !== environment.qualifiedName) return;
      const [first, ...others] = cycle.map((name) => known.get(name)!);
      report({
        message: `Environments extend each other: ${[first!, ...others, first!].map(({ name }) => name).join(' → ')}.`,
        origin: first!.extends!.origin,
        help: 'Let one of them stand by itself.',
        data: { replacements: [first!, ...others].flatMap((each) => detached(each, model)) },
        related: others.map(({ origin }) => ({ origin, message: 'Part of the circle.' })),
      });
    }),
  ],
  fixes: [replaceFix],
};

function detached(environment: Environment, model: ModelView): Replacement[] {
  const block = model.block(environmentWord, environment);
  const { node } = block ? ownLayer(block) : {};
  const clause = isDeclaration(node) && node.clauses.find(({ word }) => word === 'extends');
  if (!clause) return [];
  const { end } = whereIs(clause);
  const start = whereIs(node, 'name').end;
  return [
    {
      title: `Let ${environment.name} stand by itself`,
      edits: [{ file: environment.origin.file, range: { start, end }, newText: '' }],
    },
  ];
}
