import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

const MASTER = 'master';

/** A cluster of Spark ends with its master, whatever the others have computed. */
export const rule: Rule = {
  code: 'TN1827',
  name: 'spot-master',
  summary: 'The master of a Spark cluster may be taken back by the provider.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const cluster of cloud.resources) {
        if (cluster.kind !== 'cluster' || cluster.platform.value !== 'emr') continue;
        const master = cluster.pools.find(({ name }) => name === MASTER);
        if (!master?.spot.value) continue;
        report({
          message: `The master of ${cluster.name} is a spot machine: when it is taken back, the whole cluster ends.`,
          origin: master.spot.origin,
          help: 'Let only core and task machines be spot.',
          data: {
            replacements: isWritten(master.spot)
              ? [replace('Keep the master', master.spot.origin, 'spot: false', true)]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
