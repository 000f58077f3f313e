import { retry } from '../../../vocabulary/areas/recovery.ts';
import { service } from '../../../vocabulary/areas/serving.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { addClause, clauseOf } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn } from '../handlers.ts';

/** From so many tries on their number does harm when all come at once. */
const MANY = 3;

/** What has just failed is not well again in the same millisecond. */
export const rule: Rule = {
  code: 'TN2203',
  name: 'instant-retry',
  summary: 'Something is tried again several times without a wait.',
  severity: 'warning',
  reach: 'element',
  set: 'strict',
  checks: [service, pipeline, training].map((word) =>
    onBlock(word, (block, _model, report) => {
      const wait = word.noun === 'service' ? 'from 100ms to 5s' : 'from 30s to 10m';
      for (const { node, in: layer } of handlersIn(block)) {
        for (const action of actionsOf(node)) {
          if (action.verb !== 'retry' || !action.object || clauseOf(action, 'backoff')) continue;
          const times = layer.reader.silently().read(retry.object!.type, action.object) as number | undefined;
          if (times === undefined || times < MANY) continue;
          const clause = `backoff exponential ${wait}`;
          report({
            message: `It is tried again ${times} times, one right after the other.`,
            origin: block.originOf(action, layer, 'retry'),
            help: `Add ${clause}.`,
            data: {
              replacements: [
                {
                  title: `Add ${clause}`,
                  edits: [addClause(fileOfLayer(layer), action, clause)],
                  preferred: true,
                },
              ],
            },
          });
        }
      }
    }),
  ),
  fixes: [replaceFix],
};
