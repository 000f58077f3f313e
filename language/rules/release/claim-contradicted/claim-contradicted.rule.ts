import type { Claim } from '../../../model/operations.ts';
import { isOwn } from '../../own-place.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { boundOf, excludes, factsFor, implies, type Bound, type Fact } from '../claim-facts.ts';

/** A claim is read by those who sign it; what the model itself says must at least allow it. */
export const rule: Rule = {
  code: 'TN1920',
  name: 'claim-contradicted',
  summary: "A claim says more than the model's own facts.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('claim', (claim, model, report) => {
      const bounds = claim.statements.flatMap((statement) => boundOf(statement) ?? []);
      for (const [index, bound] of bounds.entries()) {
        const other = bounds
          .slice(0, index)
          .find(
            (each) =>
              each.figure === bound.figure && each.dimension === bound.dimension && excludes(each, bound),
          );
        if (other) {
          report({
            message: `${claim.name} says ${other.text} and ${bound.text}, which are never both true.`,
            origin: bound.origin,
            help: 'Change one of the two.',
            related: [{ origin: other.origin, message: 'The other statement.' }],
          });
        } else checkFacts(claim, bound, model, report);
      }
    }),
  ],
  fixes: [replaceFix],
};

function checkFacts(claim: Claim, bound: Bound, model: ModelView, report: SystemReport): void {
  const facts = factsFor(claim, bound, model);
  const broken = facts.find((fact) => excludes(fact, bound));
  const promises = facts.filter(({ isPromise, side }) => isPromise && side === bound.side);
  const fact = broken ?? (promises.some((each) => implies(each, bound)) ? undefined : promises[0]);
  if (!fact) return;
  report({
    message: `${claim.name} says ${bound.text}, but ${fact.says}.`,
    origin: bound.origin,
    help: broken
      ? 'Both can never hold: change one of them.'
      : 'Claim what is kept, or keep to what is claimed.',
    data: {
      replacements:
        fact.isPromise && fact.side === bound.side && isOwn(bound.origin) ? claimFix(bound, fact) : [],
    },
    // It may begin with a name, which keeps its letters.
    related: [{ origin: fact.origin, message: `Here ${fact.says}.` }],
  });
}

/** The claim as the facts support it. The other way round somebody has to work for it. */
const claimFix = (bound: Bound, fact: Fact) => [
  replace(`Change the claim to ${fact.text}`, bound.origin, fact.text),
];
