import type { Cluster, Pool } from '../../../model/infrastructure.ts';
import { environment as environmentWord } from '../../../vocabulary/areas/release.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/** What waits for a machine that may never come waits for ever. */
export const rule: Rule = {
  code: 'TN1826',
  name: 'empty-pool',
  summary: 'A pool may never have a machine.',
  severity: 'warning',
  reach: 'project',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const cluster of cloud.resources) {
        if (cluster.kind !== 'cluster') continue;
        for (const pool of cluster.pools) check(pool, cluster, model, report);
      }
    }),
    onElement('pool', (pool, model, report) => check(pool, undefined, model, report)),
  ],
  fixes: [replaceFix],
};

function check(pool: Pool, cluster: Cluster | undefined, model: ModelView, report: SystemReport): void {
  // An environment that needs less switches a pool off on purpose, and one that needs more switches it on.
  if (pool.max.value > 0 || pool.max.origin.layer === 'environment') return;
  if (model.environment === undefined && model.blocks(environmentWord).length > 0) return;
  // Of a training another rule tells how many machines it asks for.
  const names = [pool.qualifiedName, cluster?.qualifiedName];
  if (model.all('training').some(({ runsOn }) => names.includes(runsOn?.pool.qualifiedName))) return;
  report({
    message: `${pool.name} may never have a machine, so what runs on it never starts.`,
    origin: pool.max.origin,
    help: 'Let it have one when something runs: count: 0..1.',
    data: {
      replacements: isWritten(pool.max)
        ? [replace('Change to 0..1', pool.max.origin, 'count: 0..1', true)]
        : [],
    },
  });
}
