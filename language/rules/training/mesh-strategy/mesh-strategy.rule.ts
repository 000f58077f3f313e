import { strategy, training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf, removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** Axes along which the model is divided; each needs the strategy of its name, and the other way round. */
const AXES = ['tensor', 'pipeline', 'expert', 'sequence'] as const;

/** Devices of an axis do something else only when a strategy says what. */
export const rule: Rule = {
  code: 'TN1685',
  name: 'mesh-strategy',
  summary: 'An axis of the mesh has no strategy, or a strategy no axis.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      if (!element || element.mesh.length === 0) return;
      for (const name of AXES) {
        const axis = element.mesh.find((each) => each.name === name);
        const chosen = element.strategies.find((each) => each.name === name);
        if (axis && !chosen && typeof axis.value === 'number' && axis.value > 1) {
          report({
            message: `The mesh of ${element.name} has ${axis.value} devices along ${name}, and no strategy ${name} divides the model among them.`,
            origin: axis.origin,
            help: `Add strategy ${name}, or give the devices to the data axis.`,
            ...fixable({
              title: `Add strategy ${name}`,
              edits: [addStatement(placeOf(block.layers), `strategy ${name}`)],
              preferred: true,
            }),
          });
        } else if (chosen && !axis) {
          const child = block
            .children(strategy)
            .find(({ top }) => 'name' in top.node && top.node.name === name)!;
          const { file, node } = placeOf(child.layers);
          report({
            message: `strategy ${name} of ${element.name} has no devices: the mesh has no axis ${name}.`,
            origin: chosen.origin,
            help: `Add ${name} to the mesh, or remove the strategy.`,
            related: [{ origin: element.mesh[0]!.origin, message: 'The mesh stands here.' }],
            ...(child.top.layer === 'template'
              ? {}
              : fixable({ title: `Remove strategy ${name}`, edits: [removeStatement(file, node)] })),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
