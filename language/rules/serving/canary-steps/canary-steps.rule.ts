import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { growing, shareText } from '../growing-shares.ts';
import { canariesOf } from '../versions.ts';

const HOLD = 'hold: 30m';

/** A new version gets more requests step by step, and each step is watched. */
export const rule: Rule = {
  code: 'TN1720',
  name: 'canary-steps',
  summary: 'The shares of a canary do not grow to all requests, or are not watched.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      for (const { block, model, version, action } of canariesOf(service)) {
        const steps = block.require('steps');
        const name = version === undefined ? model.name : `${model.name}@${version}`;
        const wanted = growing(steps.value);
        if (wanted) {
          const isGrowing = steps.value.every((share, index) => share === wanted[index]);
          const text = `steps: [${wanted.map(shareText).join(', ')}]`;
          report({
            message: isGrowing
              ? `${name} never gets all requests: its last share is ${shareText(steps.value.at(-1) ?? 0)}.`
              : `The shares of ${name} (${steps.value.map(shareText).join(', ')}) don't grow from step to step up to 100%.`,
            origin: steps.origin,
            help: `Write ${text}.`,
            data: {
              replacements: isOwn(steps.origin)
                ? [replace(`Change to ${text}`, steps.origin, text, true)]
                : [],
            },
          });
        }
        const hold = block.get('hold');
        if (hold || steps.value.length < 2) continue;
        const fixes: Replacement[] = isOwn(action.in)
          ? [{ title: `Add ${HOLD}`, edits: [addStatement(placeOf(block.layers), HOLD)], preferred: true }]
          : [];
        report({
          message: `The steps of ${name} follow each other at once, so that no step is watched.`,
          origin: service.originOf(action.node.object!, action.in, 'canary'),
          help: `Add ${HOLD}: each share is then watched for that long.`,
          data: { replacements: fixes },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
