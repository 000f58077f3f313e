import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { canariesOf } from '../../serving/versions.ts';

/** Who got what is known only while one of them decides. */
export const rule: Rule = {
  code: 'TN2125',
  name: 'experiment-traffic',
  summary: 'A canary moves requests while an experiment divides them.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      if (!experiment.split || !experiment.on) return;
      const block = model.block(serviceWord, experiment.on);
      const canary = block && canariesOf(block)[0];
      if (!canary) return;
      const { node, in: layer } = canary.action;
      const origin = block.originOf(node, layer, 'canary');
      const replacements: Replacement[] = isOwn(layer)
        ? [
            {
              title: `Remove the canary of ${block.symbol.name}`,
              edits: [removeStatement(layer.reader.names.file.path, node)],
            },
          ]
        : [];
      report({
        message: `${experiment.name} divides the requests of ${block.symbol.name}, and a canary moves them at the same time.`,
        origin: experiment.split.origin,
        help: 'Bring the version in first, or let the experiment do it: on win shift.',
        data: { replacements },
        related: [{ origin, message: 'The canary.' }],
      });
    }),
  ],
  fixes: [replaceFix],
};
