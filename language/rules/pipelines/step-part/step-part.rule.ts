import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb, stepOf } from '../step-results.ts';

/** `sets.train` names a part that the split has; a split is never taken as a whole. */
export const rule: Rule = {
  code: 'TN1602',
  name: 'step-part',
  summary: 'A part of a split that there is not, or a split without a part.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const { inputs } of pipeline.steps) {
        for (const input of inputs) {
          const from = stepOf(pipeline, input);
          if (!from || 'other' in from) continue;
          const parts = isVerb(from, 'split') ? from.parts.map((part) => part.name) : [];
          if (input.part === undefined ? parts.length === 0 : parts.includes(input.part)) continue;
          const near = input.part === undefined ? undefined : suggest(input.part, parts);
          const offered = parts.map((part) =>
            replace(`Change to ${from.name}.${part}`, input.origin, `${from.name}.${part}`, part === near),
          );
          report({
            message:
              input.part === undefined
                ? `${from.name} has several parts, and none is named.`
                : `${from.name} has no part ${input.part}.`,
            origin: input.origin,
            help:
              didYouMean(near) ??
              (parts.length > 0
                ? `Parts: ${parts.join(', ')}.`
                : `Only a split has parts; take ${from.name} itself.`),
            data: {
              replacements:
                parts.length > 0
                  ? offered
                  : [replace(`Change to ${from.name}`, input.origin, from.name, true)],
            },
            related: [{ origin: from.origin, message: `${from.name} is declared here.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
