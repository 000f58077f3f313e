import { suggest } from '../../../scoping/suggestion.ts';
import { service as serviceWord, warmup as warmupWord } from '../../../vocabulary/areas/serving.ts';
import { whereIs } from '../../../scoping/place.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';
import { servingsOf } from '../servings.ts';

/** The first request is one that the server would take from a caller, too. */
export const rule: Rule = {
  code: 'TN1745',
  name: 'warmup-request',
  summary: 'The warm-up sends what the model does not take.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const blocks = servingBlocks(model.block(serviceWord, service)!);
      for (const { warmup, batching, model: ref, origin } of servingsOf(service)) {
        const body = blocks
          .find(
            (one) => one.model.qualifiedName === ref.qualifiedName && isSamePlace(one.block.origin(), origin),
          )
          ?.block.child(warmupWord);
        const net = model.element('model', ref);
        if (!warmup || !body || !net) continue;
        const most = batching?.max.value ?? 1;
        const batch = body.require('batch');
        if (warmup.batch > most) {
          report({
            message: `The warm-up sends ${warmup.batch} requests at once, and ${net.name} takes ${most} at most.`,
            origin: batch.origin,
            help: batching ? `Send ${most}, or batch more.` : 'Send one, or let requests be batched.',
            data: {
              replacements: isOwn(batch.origin)
                ? [replace(`Change to ${most}`, batch.origin, `batch: ${most}`, true)]
                : [],
            },
            ...(batching
              ? { related: [{ origin: batching.max.origin, message: 'It is batched here.' }] }
              : {}),
          });
        }
        const axes = net.inputs.flatMap(({ type }) =>
          type.kind === 'tensor' ? type.shape.filter((size) => typeof size === 'string') : [],
        );
        for (const { symbol } of warmup.sizes) {
          if (axes.length === 0 || axes.includes(symbol)) continue;
          const entry = body.entries(symbol).at(-1);
          if (!entry) continue;
          const place = {
            ...body.originOf(entry.node, entry.in, symbol),
            range: whereIs(entry.node, 'name'),
          };
          const near = suggest(symbol, axes);
          report({
            message: `${net.name} has no open axis ${symbol}.`,
            origin: place,
            help: near ? `Did you mean ${near}?` : `Its open axes are ${[...new Set(axes)].join(', ')}.`,
            data: {
              replacements: near && isOwn(place) ? [replace(`Change to ${near}`, place, near, true)] : [],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Place {
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

const isSamePlace = (a: Place, b: Place): boolean =>
  a.file === b.file &&
  a.range.start.line === b.range.start.line &&
  a.range.start.character === b.range.start.character;
