import type { Service } from '../../../model/service.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { serves, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { servedModels } from '../../../capacity/index.ts';
import { isOwn } from '../../own-place.ts';
import type { ModelView } from '../../model-view.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';

/** Formats that a server loads by itself. Triton, KServe and TorchServe load nearly all, with a backend for each. */
const LOADS: Readonly<Record<string, readonly string[]>> = {
  vllm: ['huggingface'],
  fastapi: ['onnx'],
};
/** The server that is mostly taken for a format. */
const SERVER: Readonly<Record<string, string>> = { onnx: 'triton', torch: 'triton', huggingface: 'vllm' };

/** A server starts, looks for the file that it knows, and says that there is no model. */
export const rule: Rule = {
  code: 'TN1715',
  name: 'platform-format',
  summary: 'A model is served by a server that can not load its file.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      for (const { model: net, platform, serving } of servedModels(model, service)) {
        const formats = platform === undefined ? undefined : LOADS[platform];
        const format = net.artifact?.format;
        if (!formats || !format || formats.includes(format)) continue;
        const server = SERVER[format];
        report({
          message: `${platform!} can't load ${net.name}: it takes ${formats.join(' and ')}, and the file is ${format}.`,
          origin: serving.origin,
          help: server ? `Serve it on ${server}.` : 'Serve it on another platform.',
          data: { replacements: server ? moved(model, service, net.qualifiedName, server) : [] },
          related: [{ origin: net.artifact.path.origin, message: `The file of ${net.name}.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function moved(model: ModelView, service: Service, name: string, server: string): readonly Replacement[] {
  const block = model.block(serviceWord, service)!;
  const serving = servingBlocks(block).find((one) => one.model.qualifiedName === name);
  const on =
    serving?.block.word === serves ? (serving.block as Block<typeof serves>).clause('on') : undefined;
  const origin = (on ?? block.clause('on'))?.origin;
  return origin && isOwn(origin) ? [replace(`Serve it on ${server}`, origin, `on ${server}`, true)] : [];
}
