import { machine as machineWord } from '../../../vocabulary/areas/infrastructure.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { resourceBlock } from '../resource-block.ts';

const STOP = 'stop when idle for 30m';

/** A machine costs as much asleep as at work. */
export const rule: Rule = {
  code: 'TN1834',
  name: 'idle-machine',
  summary: 'A machine with a GPU is not stopped when it has nothing to do.',
  severity: 'hint',
  reach: 'element',
  set: 'strict',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const machine of cloud.resources) {
        if (machine.kind !== 'machine' || !machine.facts?.gpu || machine.stopAfter) continue;
        const block = resourceBlock(model, cloud, machineWord, machine);
        report({
          message: `${machine.name} (${machine.machine.value}) goes on costing money when it has nothing to do.`,
          origin: machine.machine.origin,
          help: `Write ${STOP}.`,
          data: {
            replacements: block
              ? [
                  {
                    title: `Add ${STOP}`,
                    edits: [addStatement(placeOf(block.layers), STOP)],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
