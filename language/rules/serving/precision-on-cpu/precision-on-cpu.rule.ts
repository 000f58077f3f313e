import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';
import { servingsOf } from '../servings.ts';

/** Only GPUs compute faster with 16 bits; processors convert back and forth, or the setting is passed over. */
const FOR_GPUS: ReadonlySet<string> = new Set(['fp16', 'bf16']);

/** Triton accepts an accelerator for GPUs on an instance that runs on the processor, and does nothing with it. */
export const rule: Rule = {
  code: 'TN1716',
  name: 'precision-on-cpu',
  summary: 'A model is to be computed with 16 bits on a processor.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const blocks = servingBlocks(model.block(serviceWord, service)!);
      for (const { precision, instances, model: ref } of servingsOf(service)) {
        if (!precision || !FOR_GPUS.has(precision.value) || instances?.on.value !== 'cpu') continue;
        // Where nothing is said, the server takes a GPU if there is one.
        if (instances.on.origin.layer === 'default') continue;
        const entry = blocks
          .find((one) => one.model.qualifiedName === ref.qualifiedName)
          ?.block.entries('precision')
          .at(-1);
        const name = ref.qualifiedName.split('.').at(-1)!;
        report({
          message: `${name} runs on the processor, where ${precision.value} is not faster.`,
          origin: precision.origin,
          help: 'Leave precision out, or run it on a GPU.',
          data: {
            replacements: [
              ...(entry && isOwn(precision.origin)
                ? [
                    {
                      title: 'Remove precision',
                      edits: [removeStatement(precision.origin.file, entry.node)],
                      preferred: true,
                    },
                  ]
                : []),
              ...(isOwn(instances.on.origin)
                ? [
                    replace(
                      'Run it on a GPU',
                      instances.on.origin,
                      `instances: ${instances.count.value} on gpu`,
                    ),
                  ]
                : []),
            ],
          },
          related: [{ origin: instances.on.origin, message: 'It runs on the processor.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
