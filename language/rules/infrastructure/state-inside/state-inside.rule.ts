import { textOf } from '../../../parser/index.ts';
import { cloud as cloudWord, state } from '../../../vocabulary/areas/infrastructure.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** What describes the cloud can't lie inside it: it has to be there first, and be there last. */
export const rule: Rule = {
  code: 'TN1824',
  name: 'state-inside',
  summary: 'The state of a cloud lies in a bucket of the same cloud.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      const kept = cloud.state?.bucket;
      const bucket = cloud.resources.find((one) => one.kind === 'bucket' && one.physicalName === kept?.value);
      if (kept === undefined || bucket === undefined) return;
      const on = model.block(cloudWord, cloud)?.child(state)?.clause('on');
      const other = `${kept.value}-tfstate`;
      const text = on && textOf(on.node);
      report({
        message: `${cloud.name} keeps its state in ${kept.value}, which is its own bucket ${bucket.name}.`,
        origin: kept.origin,
        help: 'Name a bucket that exists already and that no cloud of the project makes.',
        data: {
          replacements: text?.includes(`"${kept.value}"`)
            ? [replace(`Change to ${other}`, on!.origin, text.replace(`"${kept.value}"`, `"${other}"`))]
            : [],
        },
        related: [{ origin: bucket.origin, message: `${bucket.name} is called ${kept.value} at AWS.` }],
      });
    }),
  ],
  fixes: [replaceFix],
};
