import { service as serviceWord, objective } from '../../../vocabulary/areas/serving.ts';
import { MEASURES } from '../../../vocabulary/functions.ts';
import type { Claim } from '../../../model/operations.ts';
import { addStatement, placeOf } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { boundOf, factsFor, type Bound } from '../claim-facts.ts';

/** What nothing measures, promises or asks for can only be believed. */
export const rule: Rule = {
  code: 'TN1921',
  name: 'claim-ground',
  summary: 'Nothing in the model supports a claim.',
  severity: 'warning',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onElement('claim', (claim, model, report) => {
      for (const statement of claim.statements) {
        const bound = boundOf(statement);
        if (!bound || factsFor(claim, bound, model).some(({ isPromise }) => isPromise)) continue;
        report({
          message: `Nothing that ${claim.name} may use says anything about ${bound.figure}.`,
          origin: bound.origin,
          help: 'Name an element that promises or tests it, or let one do so.',
          data: { replacements: promised(claim, bound, model) },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** The same as a promise of the service, which is then watched. */
function promised({ of }: Claim, bound: Bound, model: ModelView): Replacement[] {
  if (of?.kind !== 'service' || !MEASURES.has(bound.figure.split('.')[0]!)) return [];
  const block = model.block(serviceWord, of);
  if (!block) return [];
  const child = block.child(objective);
  return [
    {
      title: `Let ${block.symbol.name} promise ${bound.text}`,
      edits: [
        child
          ? addStatement(placeOf(child.layers), bound.text)
          : addStatement(placeOf(block.layers), `objective { ${bound.text} }`),
      ],
    },
  ];
}
