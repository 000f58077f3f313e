import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { whereIs } from '../../../scoping/place.ts';
import { stepResult } from '../../../vocabulary/step-result.ts';
import { datasetParts } from '../../data/dataset-parts.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf, itemsOf } from '../../written.ts';
import { isVerb, stepOf } from '../step-results.ts';
import { writtenSteps } from '../written-steps.ts';

const DATASET = stepResult('dataset');

/** `sets.train` names a part that the split has; a split is never taken as a whole. */
export const rule: Rule = {
  code: 'TN1602',
  name: 'step-part',
  summary: 'A part of a split or dataset that there is not, or a split without a part.',
  severity: 'error',
  reach: 'neighbours',
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
    onElement('pipeline', (pipeline, model, report) => {
      const steps = writtenSteps(pipeline, model);
      for (const { step, action, file, reader } of steps) {
        for (const node of [action.object, clauseOf(action, 'on'), clauseOf(action, 'from')].flatMap(
          itemsOf,
        )) {
          if (node.$type !== 'Member') continue;
          const taken = reader.read(DATASET, node);
          if (taken?.part === undefined) continue;
          // A snapshot has the parts of the dataset that it fixes.
          const shot = steps.find(
            (each) => each.step.verb === 'snapshot' && each.symbol === taken.symbol && each.action.object,
          );
          const set = shot ? reader.read(DATASET, shot.action.object!)?.symbol : taken.symbol;
          const parts = set?.kind === 'dataset' ? datasetParts(set, model) : [];
          if (parts.length === 0 || parts.includes(taken.part)) continue;
          const near = suggest(taken.part, parts);
          const name = taken.symbol.name;
          const range = whereIs(node);
          report({
            message: `${name} has no part ${taken.part}.`,
            origin: { ...step.origin, file, range },
            help: didYouMean(near) ?? `Parts: ${parts.join(', ')}.`,
            data: {
              replacements: (near === undefined ? parts : [near]).map((part) =>
                replace(`Change to ${name}.${part}`, { file, range }, `${name}.${part}`, part === near),
              ),
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
