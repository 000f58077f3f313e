import type { Origin } from '../../../model/origin.ts';
import type { Recovery } from '../../../model/recovery.ts';
import type { System } from '../../../model/system.ts';
import type { Rule } from '../../rule.ts';

/** The first wait between retries is not longer than the longest. */
export const rule: Rule = {
  code: 'TN1608',
  name: 'retry-wait',
  summary: 'The waits between retries shrink instead of growing.',
  severity: 'warning',
  checkSystem({ system }, report) {
    for (const { actions } of recoveriesIn(system)) {
      for (const action of actions) {
        if (action.action !== 'retry' || !action.backoff) continue;
        const { from, to, kind } = action.backoff;
        if (!from || !to) continue;
        if (from.value.value > to.value.value) {
          report({
            message: `The first wait (${from.value.text}) is longer than the longest (${to.value.text}).`,
            origin: action.origin,
            help: `Write from ${to.value.text} to ${from.value.text}.`,
          });
        } else if (kind.value === 'exponential' && from.value.value === to.value.value) {
          report({
            message: `The wait can't grow: the first and the longest are both ${from.value.text}.`,
            origin: action.origin,
            help: 'Write backoff fixed, or a longer wait after to.',
          });
        }
      }
    }
  },
};

/** Handlers of everything that has some, each once. */
function recoveriesIn(system: System): readonly Recovery[] {
  const found = new Map<string, Recovery>();
  const add = (recoveries: readonly Recovery[]): void => {
    for (const recovery of recoveries) found.set(key(recovery.origin), recovery);
  };
  for (const element of system.elements) {
    if (element.kind === 'pipeline') element.steps.forEach((step) => add(step.recoveries));
    if ('recoveries' in element) add(element.recoveries);
  }
  return [...found.values()];
}

const key = ({ file, range, element }: Origin): string =>
  `${file}:${range.start.line}:${range.start.character}:${element}`;
