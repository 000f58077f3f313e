import type { RecoveryAction } from '../../../model/recovery.ts';
import { isStep } from '../../../generated/ast.ts';
import { quantity } from '../../../vocabulary/value-type.ts';
import { retry } from '../../../vocabulary/areas/recovery.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { whereIs } from '../../../scoping/place.ts';
import { isLiteral } from '../../literal.ts';
import { durationText } from '../../duration-text.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn } from '../handlers.ts';

const DURATION = quantity('duration');

/** The last try is ended by the service's own timeout, and was for nothing. */
export const rule: Rule = {
  code: 'TN2211',
  name: 'retry-budget',
  summary: 'The tries of a step take longer than the request or the run may.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const { timeout } = service;
      if (!timeout) return;
      const block = model.block(serviceWord, service)!;
      for (const { node, in: layer, owner } of handlersIn(block)) {
        const action = isStep(owner) ? owner.action : undefined;
        const written = action && clauseOf(action, 'within');
        const within = written && layer.reader.silently().read(DURATION, written);
        const again = actionsOf(node).find(({ verb }) => verb === 'retry');
        if (!within || !again?.object || !isStep(owner)) continue;
        const times = layer.reader.silently().read(retry.object!.type, again.object) as number | undefined;
        if (times === undefined || within.value * (times + 1) <= timeout.value.value) continue;
        const shorter = durationText(Math.floor((timeout.value.value / (times + 1)) * 1000) / 1000);
        report({
          message: `${times + 1} tries of ${owner.name ?? 'this step'} take up to ${durationText(within.value * (times + 1))}, and the request ends after ${timeout.value.text}.`,
          origin: block.originOf(again, layer, 'retry'),
          help: `Give each try ${shorter}, or the request longer.`,
          data: {
            replacements: isLiteral(written)
              ? [
                  {
                    title: `Give each try ${shorter}`,
                    edits: [{ file: fileOfLayer(layer), range: whereIs(written), newText: shorter }],
                  },
                ]
              : [],
          },
          related: [{ origin: timeout.origin, message: 'The request ends here.' }],
        });
      }
    }),
    onElement('pipeline', ({ steps, recoveries, timeout }, _model, report) => {
      if (!timeout) return;
      for (const action of [...recoveries, ...steps.flatMap((step) => step.recoveries)].flatMap(
        (recovery) => recovery.actions,
      )) {
        const waited = action.action === 'retry' ? waitsOf(action) : 0;
        if (waited < timeout.value.value) continue;
        report({
          message: `The waits between the tries alone take ${durationText(waited)}, and the run ends after ${timeout.value.text}.`,
          origin: action.origin,
          help: 'The last tries never happen: wait less, try less often, or give the run longer.',
          related: [{ origin: timeout.origin, message: 'The run ends here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Seconds that all tries of one step wait, when each of them fails at once. */
function waitsOf({ times, backoff }: Extract<RecoveryAction, { action: 'retry' }>): number {
  const first = backoff?.from?.value.value ?? 0;
  const longest = backoff?.to?.value.value ?? Infinity;
  let waited = 0;
  let wait = first;
  // Beyond some tries only the longest wait is repeated, so a huge number of times costs nothing.
  for (let count = 0; count < Math.min(times.value, MOST_DOUBLINGS); count++) {
    waited += Math.min(wait, longest);
    if (backoff?.kind.value === 'exponential') wait *= 2;
  }
  return waited + Math.max(0, times.value - MOST_DOUBLINGS) * Math.min(wait, longest);
}

const MOST_DOUBLINGS = 50;
