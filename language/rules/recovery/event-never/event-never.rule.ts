import { AstUtils } from 'langium';
import type { Action, Declaration } from '../../../generated/ast.ts';
import { isAction, isDeclaration, isEntry, isStep } from '../../../generated/ast.ts';
import type { Service } from '../../../model/service.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf, removeStatement } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, onElement, type Rule, type SystemReport } from '../../rule.ts';
import { servingsOf } from '../../serving/servings.ts';
import { clauseOf } from '../../written.ts';
import { fileOfLayer, handlersIn, type PlacedHandler } from '../handlers.ts';

/** Events of devices in the field. */
const DEVICE: ReadonlySet<string> = new Set(['network_loss', 'overheat']);

/** What is prepared for an event that can't come is missing where it could. */
export const rule: Rule = {
  code: 'TN2212',
  name: 'event-never',
  summary: 'Something is prepared for an event that never comes.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)!;
      checkTimeouts(block, '1s', report);
      for (const handler of handlersIn(block)) {
        const { event } = handler.node;
        if (event === 'gpu_lost' && runsOnCpu(service))
          tell(
            block,
            handler,
            `${service.name} runs on processors only, so it never loses a GPU.`,
            [],
            report,
          );
        if (DEVICE.has(event) && isInCluster(service))
          tell(
            block,
            handler,
            `${service.name} runs in a data centre, where on ${event} never comes.`,
            [],
            report,
          );
      }
    }),
    onBlock(pipeline, (block, _model, report) => checkTimeouts(block, '6h', report)),
    onBlock(training, (block, _model, report) => checkTimeouts(block, '1d', report)),
  ],
  fixes: [replaceFix],
};

/** `on timeout` where nothing and nothing around it has a timeout. */
function checkTimeouts(block: Block, usual: string, report: SystemReport): void {
  if (block.get('timeout')) return;
  for (const handler of handlersIn(block)) {
    if (handler.node.event !== 'timeout' || hasLimit(handler.owner)) continue;
    const what = isDeclaration(handler.owner) && handler.owner.name ? handler.owner.name : block.symbol.name;
    const fix: Replacement = {
      title: `Add timeout: ${usual}`,
      edits: [addStatement(placeOf(block.layers), `timeout: ${usual}`)],
    };
    tell(block, handler, `${what} has no timeout, so on timeout never comes.`, [fix], report);
  }
}

function hasLimit(owner: Declaration | Action): boolean {
  const action = isStep(owner) ? owner.action : isAction(owner) ? owner : undefined;
  if (action && clauseOf(action, 'within')) return true;
  // Steps may hold steps, and each may have its own.
  return AstUtils.streamAst(owner).some(
    (node) =>
      (isEntry(node) && node.name === 'timeout') ||
      (isAction(node) && clauseOf(node, 'within') !== undefined),
  );
}

const runsOnCpu = (service: Service): boolean => {
  const servings = servingsOf(service);
  return (
    servings.length > 0 &&
    servings.every(
      ({ instances }) => instances?.on.value === 'cpu' && instances.on.origin.layer !== 'default',
    )
  );
};

/** It names a server program, and neither it nor its ground is a fleet of devices. */
const isInCluster = ({ platform, serves, runsOn }: Service): boolean =>
  [platform, ...serves.map((one) => one.platform)].every((each) => typeof each !== 'object') &&
  (runsOn?.kind === 'cluster' || runsOn?.kind === 'pool');

function tell(
  block: Block,
  { node, in: layer }: PlacedHandler,
  message: string,
  fixes: readonly Replacement[],
  report: SystemReport,
): void {
  report({
    message,
    origin: block.originOf(node, layer, `on ${node.event}`),
    help: fixes.length > 0 ? 'Say how long it may take, or remove the reaction.' : 'Remove the reaction.',
    data: {
      replacements: [
        ...fixes,
        { title: `Remove on ${node.event}`, edits: [removeStatement(fileOfLayer(layer), node)] },
      ],
    },
  });
}
