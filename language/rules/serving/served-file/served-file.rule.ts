import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isMade } from '../made-models.ts';
import { servingsOf } from '../servings.ts';

/** Targets that put the file of a model where its server looks for it. */
const NEEDS_FILE: ReadonlySet<string> = new Set(['triton']);

/** A server is sent out with its models, or has none. */
export const rule: Rule = {
  code: 'TN1744',
  name: 'served-file',
  summary: 'A model that is deployed has no file.',
  severity: 'error',
  reach: 'project',
  checks: [
    onElement('deployment', (deployment, model, report) => {
      const target = deployment.emit.find((one) => NEEDS_FILE.has(one.target));
      if (!target) return;
      for (const used of deployment.uses) {
        const service = used.kind === 'service' ? model.element('service', used) : undefined;
        for (const serving of service ? servingsOf(service) : []) {
          const platform = serving.platform ?? service!.platform;
          const net = model.element('model', serving.model);
          // What nothing makes has no file anywhere, which another rule says.
          if (!net || net.artifact || platform !== target.target || !isMade(net, model)) continue;
          const block = model.block(modelWord, net);
          const artifact = `artifact: onnx("models/${net.name}.onnx")`;
          report({
            message: `${service!.name} serves ${net.name} on ${platform}, and ${net.name} has no file.`,
            origin: serving.origin,
            help: `Name its file in ${net.name}: ${artifact}.`,
            data: {
              replacements: block
                ? [{ title: `Add ${artifact}`, edits: [addStatement(placeOf(block.layers), artifact)] }]
                : [],
            },
            related: [
              {
                origin: target.origin,
                message: `${deployment.name} is put together for ${target.target} here.`,
              },
              { origin: net.origin, message: `${net.name} names no file.` },
            ],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
