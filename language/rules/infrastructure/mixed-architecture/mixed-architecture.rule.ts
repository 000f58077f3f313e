import { findMachine } from '../../../library/machine-catalogue.ts';
import type { Pool } from '../../../model/infrastructure.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/** A container image is built for one architecture unless somebody builds it for two. */
export const rule: Rule = {
  code: 'TN1819',
  name: 'mixed-architecture',
  summary: 'A cluster has Arm machines beside others.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const cluster of cloud.resources) {
        if (cluster.kind !== 'cluster') continue;
        const other = cluster.pools.find(({ facts }) => facts?.architecture === 'x86_64');
        if (other === undefined) continue;
        for (const pool of cluster.pools) {
          if (pool.facts?.architecture !== 'arm64') continue;
          const instead = counterpart(pool);
          report({
            message: `${pool.machine.value} of ${pool.name} is an Arm machine, and ${other.machine.value} of ${other.name} is not.`,
            origin: pool.machine.origin,
            help: `Take ${instead ?? 'machines of one kind'}, or build every image for both.`,
            data: {
              replacements:
                instead !== undefined && isWritten(pool.machine)
                  ? [replace(`Change to ${instead}`, pool.machine.origin, `machine: "${instead}"`)]
                  : [],
            },
            related: [{ origin: other.machine.origin, message: `${other.name} is x86_64.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** The machine of the same size without the g of Graviton: g5g.xlarge → g5.xlarge. */
function counterpart({ machine }: Pool): string | undefined {
  const [family = '', size = ''] = machine.value.split('.');
  const plain = family.replace(/g$/u, '');
  return [`${plain}.${size}`, `${plain}i.${size}`].find(
    (name) => findMachine(name)?.architecture === 'x86_64',
  );
}
