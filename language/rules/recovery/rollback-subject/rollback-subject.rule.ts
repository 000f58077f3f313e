import type { Step } from '../../../generated/ast.ts';
import { isNameRef, isStep } from '../../../generated/ast.ts';
import { AstUtils } from 'langium';
import { whereIs } from '../../../scoping/place.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { actionsOf, fileOfLayer, handlersIn } from '../handlers.ts';

/** Verbs of steps that leave nothing behind that was in use. */
const LEAVES_NOTHING: ReadonlySet<string> = new Set([
  'read', 'validate', 'filter', 'join', 'split', 'train', 'evaluate', 'map', 'aggregate', 'window', 'sort', 'sample',
  'deduplicate', 'predict', 'approve', 'snapshot', 'enrich', 'concat', 'resize', 'tokenize', 'embed', 'retrieve',
  'diversify', 'choose',
]); // prettier-ignore

/** Only what was put into use can be taken back. */
export const rule: Rule = {
  code: 'TN2209',
  name: 'rollback-subject',
  summary: 'A step is rolled back that put nothing into use.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(pipeline, (block, _model, report) => {
      for (const { node, in: layer } of handlersIn(block)) {
        for (const action of actionsOf(node)) {
          if (action.verb !== 'rollback' || !isNameRef(action.object)) continue;
          const steps = [...AstUtils.streamAst(layer.node)].filter(isStep);
          const { name } = action.object;
          const step = steps.find((each) => each.name === name);
          if (!step?.action || !LEAVES_NOTHING.has(step.action.verb)) continue;
          const others = steps.filter(putsIntoUse).flatMap((each) => each.name ?? []);
          report({
            message: `${name} puts nothing into use, so rolling it back changes nothing.`,
            origin: block.originOf(action.object, layer, 'rollback'),
            help:
              others.length > 0
                ? `Roll back ${others.join(' or ')}.`
                : 'Remove it: no step of this pipeline puts a version into use.',
            data: {
              replacements: others.map((other) => ({
                title: `Roll back ${other}`,
                edits: [{ file: fileOfLayer(layer), range: whereIs(action.object!), newText: other }],
                ...(others.length === 1 ? { preferred: true } : {}),
              })),
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const putsIntoUse = ({ action }: Step): boolean =>
  action !== undefined && ['register', 'promote', 'publish', 'deploy'].includes(action.verb);
