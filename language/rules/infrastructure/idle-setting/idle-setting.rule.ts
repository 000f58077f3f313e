import { cloud as cloudWord, cluster as clusterWord } from '../../../vocabulary/areas/infrastructure.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** Settings of a cluster that only one platform knows. */
const ONLY: Readonly<Record<string, readonly string[]>> = { apps: ['emr'], release: ['eks', 'emr'] };

/** A setting that nothing reads looks as if it did something. */
export const rule: Rule = {
  code: 'TN1832',
  name: 'idle-setting',
  summary: 'A cluster has a setting that its platform does not know.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(cloudWord, (cloud, _model, report) => {
      for (const cluster of cloud.children(clusterWord)) {
        const on = cluster.clause('on')?.value;
        const platform = typeof on === 'string' ? on : 'eks';
        for (const [name, platforms] of Object.entries(ONLY)) {
          const entry = cluster.entries(name).at(-1);
          if (!entry || platforms.includes(platform)) continue;
          const origin = cluster.originOf(entry.node, entry.in, name);
          report({
            message: `${name} of ${cluster.symbol.name} does nothing: only ${platforms.join(' and ')} ${platforms.length > 1 ? 'have' : 'has'} it, and the cluster is on ${platform}.`,
            origin,
            help: `Remove it, or write on ${platforms[0]!}.`,
            data: {
              replacements: [
                {
                  title: `Remove ${name}`,
                  edits: [removeStatement(origin.file, entry.node)],
                  preferred: true,
                },
              ],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
