import type { Action } from '../../../generated/ast.ts';
import type { Block, BlockLayer, Layered } from '../../../model/lowering/block.ts';
import { isNameRef } from '../../../generated/ast.ts';
import { recovery } from '../../../vocabulary/areas/recovery.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { checkpoint, training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { clauseOf } from '../../written.ts';
import { actionsOf, handlersIn } from '../handlers.ts';

/** Going on where it stopped takes somebody who wrote down where that was. */
export const rule: Rule = {
  code: 'TN2207',
  name: 'resume-checkpoint',
  summary: 'Something goes on from a checkpoint, and none is saved.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) =>
      checkStart(block, 'checkpoint { every: 30m, keep: 2 }', model, report),
    ),
    onBlock(pipeline, (block, model, report) => {
      // A streaming engine keeps the places in its streams by itself.
      if (block.get('mode')?.value !== 'streaming')
        checkStart(block, 'checkpoint { every: 10m }', model, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkStart(block: Block, statement: string, model: ModelView, report: SystemReport): void {
  if (block.child(checkpoint)) return;
  const found = handlersIn(block)
    .flatMap(({ node, in: layer }) => actionsOf(node).flatMap((action) => used(action, layer, model)))
    .find(({ action: { node } }) => fromCheckpoint(node));
  if (!found) return;
  report({
    message: `${block.symbol.name} goes on from a checkpoint, and saves none: it begins at the start.`,
    origin: block.originOf(found.at.node, found.at.in, found.at.node.verb),
    help: `Say when the state is saved: ${statement}.`,
    data: {
      replacements: [
        {
          title: `Add ${statement}`,
          edits: [addStatement(placeOf(block.layers), statement)],
          preferred: true,
        },
      ],
    },
  });
}

interface Used {
  readonly action: Layered<Action>;
  /** Where the element itself says it. */
  readonly at: Layered<Action>;
}

/** An action, or those of the recovery that it uses. */
function used(node: Action, layer: BlockLayer, model: ModelView): Used[] {
  const at = { node, in: layer };
  if (node.verb !== 'use' || !isNameRef(node.object)) return [{ action: at, at }];
  const symbol = layer.reader.names.lookup(node.object.name, ['recovery']);
  const named: Block | undefined = symbol && model.block(recovery, symbol);
  return (named?.actions() ?? []).map((action) => ({ action, at }));
}

function fromCheckpoint(action: Action): boolean {
  const from = clauseOf(action, 'from');
  return (
    (action.verb === 'resume' || action.verb === 'restart') && isNameRef(from) && from.name === 'checkpoint'
  );
}
