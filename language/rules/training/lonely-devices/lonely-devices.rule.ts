import { trainsNetwork } from '../../../capacity/index.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { runsOf } from '../runs.ts';
import { change, fixable, written } from '../../plain-value.ts';

/** Several devices share the work only when something spreads it. */
export const rule: Rule = {
  code: 'TN1655',
  name: 'lonely-devices',
  summary: 'A training gets several devices, and nothing spreads it over them.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      const framework = element?.framework?.value;
      if (!element?.runsOn || element.worldSize < 2 || element.mesh.length + element.strategies.length > 0)
        return;
      const runs = runsOf(block);
      if (framework === 'pytorch') {
        report({
          message: `${element.name} gets ${element.worldSize} devices, and no strategy spreads it over them.`,
          origin: element.runsOn.origin,
          help: 'Add a strategy: ddp when the model fits one device, fsdp when it does not.',
          ...fixable(
            {
              title: 'Add strategy ddp',
              edits: [addStatement(placeOf(block.layers), 'strategy ddp')],
              preferred: true,
            },
            { title: 'Add strategy fsdp', edits: [addStatement(placeOf(block.layers), 'strategy fsdp')] },
          ),
        });
      } else if (framework !== undefined && !trainsNetwork(element) && element.runsOn.nodes.value > 1) {
        const place = runs && written(runs, 'nodes');
        report({
          message: `${framework} trains on one machine, and ${element.name} gets ${element.runsOn.nodes.value}.`,
          origin: element.runsOn.nodes.origin,
          help: 'Ask for one node; a larger machine helps, more machines do not.',
          ...fixable(place && change('Change nodes to 1', place, '1', true)),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
