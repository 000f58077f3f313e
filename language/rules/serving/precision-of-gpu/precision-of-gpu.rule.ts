import { gpuMachinesOn, servedModels } from '../../../capacity/index.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';

/** Compute capability from which NVIDIA's GPUs have arithmetic for bfloat16: Ampere. */
const BFLOAT16 = 8;
const NAMES: ReadonlySet<string> = new Set(['bf16', 'bfloat16']);

/** Older GPUs do not compute with bfloat16 at all. */
export const rule: Rule = {
  code: 'TN1717',
  name: 'precision-of-gpu',
  summary: 'A model is computed with bfloat16 on GPUs that do not have it.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (!service.runsOn) return;
      const old = gpuMachinesOn(model, service.runsOn).filter(
        ({ facts }) => (facts?.gpu?.computeCapability ?? BFLOAT16) < BFLOAT16,
      );
      if (old.length === 0) return;
      for (const { model: net, serving, platform } of servedModels(model, service)) {
        const dtype = model.block(modelWord, net)?.get('dtype');
        // Only a server of language models takes the type of the file.
        const wanted = serving.precision ?? (platform === 'vllm' ? dtype : undefined);
        if (!wanted || !NAMES.has(wanted.value) || serving.instances?.on.value === 'cpu') continue;
        const gpu = old[0]!.facts!.gpu!;
        const replacements: Replacement[] = [];
        if (serving.precision) {
          const { origin } = serving.precision;
          if (isOwn(origin)) replacements.push(replace('Change to fp16', origin, 'precision: fp16', true));
        } else {
          const block = servingBlocks(model.block(serviceWord, service)!).find(
            (one) => one.model.qualifiedName === net.qualifiedName,
          );
          if (block && isOwn(block.action.in)) {
            const edits = [addStatement(placeOf(block.block.layers), 'precision: fp16')];
            replacements.push({ title: 'Add precision: fp16', edits, preferred: true });
          }
        }
        report({
          message: `${net.name} is computed with bfloat16, which a ${gpu.name} does not have (compute capability ${gpu.computeCapability!}).`,
          origin: serving.precision ? serving.precision.origin : serving.origin,
          help: 'Compute with fp16, or take machines with an A10G, an L4 or a newer GPU.',
          data: { replacements },
          related: [
            ...(serving.precision
              ? []
              : [{ origin: wanted.origin, message: `The weights are ${wanted.value}.` }]),
            ...old.map(({ machine }) => ({
              origin: machine.origin,
              message: `${machine.value} has a ${gpu.name}.`,
            })),
          ],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
