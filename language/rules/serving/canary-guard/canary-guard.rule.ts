import { requireOfRollout } from '../../../vocabulary/areas/live-traffic.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { canariesOf, versionText } from '../versions.ts';

const REQUIRE = 'require errors <= stable.errors * 1.1';
const ROLLBACK = 'on failure rollback to previous';

/** What a canary lacks, with how it is written. */
function helpFor(hasCondition: boolean, hasReaction: boolean): string {
  if (hasCondition) return `Say what happens then: ${ROLLBACK}.`;
  return hasReaction
    ? `Say what it has to keep to: ${REQUIRE}.`
    : `Say what it has to keep to, and what happens when it does not: ${REQUIRE}, ${ROLLBACK}.`;
}

/** A canary is there to stop; without a condition it can't, and without a reaction it does not go back. */
export const rule: Rule = {
  code: 'TN1721',
  name: 'canary-guard',
  summary: 'Nothing stops a canary, or nothing happens when it is stopped.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      for (const { block, model, version, action } of canariesOf(service)) {
        const name = versionText(model.name, version);
        const hasCondition = block.actions(requireOfRollout.verb).length > 0;
        const hasReaction = block.handlers().some(({ node }) => node.event === 'failure');
        if (hasCondition && hasReaction) continue;
        const missing = [...(hasCondition ? [] : [REQUIRE]), ...(hasReaction ? [] : [ROLLBACK])];
        const replacements: Replacement[] = isOwn(action.in)
          ? [
              {
                title: missing.length > 1 ? 'Add a condition and a rollback' : `Add ${missing.join('')}`,
                edits: [addStatement(placeOf(block.layers), missing.join('\n'))],
                preferred: !hasReaction && hasCondition,
              },
            ]
          : [];
        report({
          message: hasCondition
            ? `Nothing happens when ${name} does not meet its conditions.`
            : `${name} gets all requests whatever its figures are, since it requires nothing.`,
          origin: service.originOf(action.node.object!, action.in, 'canary'),
          help: helpFor(hasCondition, hasReaction),
          data: { replacements },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
