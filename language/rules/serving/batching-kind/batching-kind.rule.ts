import { batch, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { servedModels } from '../../../capacity/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';

/** Servers that put whole requests together, and the one that lets requests join while others run. */
const WHOLE: ReadonlySet<string> = new Set(['torchserve', 'fastapi']);
const JOINING: ReadonlySet<string> = new Set(['vllm']);
/** Files that Triton runs with backends that put whole requests together. */
const WHOLE_ON_TRITON: ReadonlySet<string> = new Set(['onnx', 'torch']);

/** Language models answer token by token, so requests join and leave at every step; others answer at once. */
export const rule: Rule = {
  code: 'TN1714',
  name: 'batching-kind',
  summary: 'A server is to batch in a way that it does not know.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const platforms = new Map(
        servedModels(model, service).map((served) => [served.model.qualifiedName, served]),
      );
      for (const { block, model: symbol } of servingBlocks(model.block(serviceWord, service)!)) {
        const served = platforms.get(symbol.qualifiedName);
        const [action] = block.actions(batch.verb).slice(-1);
        const object = action?.node.object;
        if (!served?.platform || !action || !object) continue;
        const { platform, model: net } = served;
        const kind = action.in.reader.silently().read(batch.object!.type, object);
        const isWhole =
          WHOLE.has(platform) || (platform === 'triton' && WHOLE_ON_TRITON.has(net.artifact?.format ?? ''));
        const isContinuous = kind === 'continuous';
        if (kind === undefined || (isContinuous ? !isWhole : !JOINING.has(platform))) continue;
        const origin = block.originOf(action.node, action.in, 'batch');
        const within = action.node.clauses.find(({ word }) => word === 'within');
        const range = { start: whereIs(object).start, end: whereIs(within ?? object).end };
        const instead = isContinuous ? '1..8 within 5ms' : 'continuous';
        report({
          message: isContinuous
            ? `${platform} runs whole requests together; ${symbol.name} can't let them join while others run.`
            : `${platform} lets requests join while others run, so it reads no sizes for ${symbol.name}.`,
          origin,
          severity: isContinuous ? 'error' : 'warning',
          help: isContinuous
            ? `Write batch ${instead}, or serve it on vllm.`
            : 'Write batch continuous { max_requests: 256 }.',
          data: {
            replacements: isOwn(origin)
              ? [
                  {
                    title: `Change to batch ${instead}`,
                    edits: [{ file: origin.file, range, newText: instead }],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
