import { isBinary } from '../../../generated/ast.ts';
import type { Quantity } from '../../../types/quantity.ts';
import { textOf } from '../../../parser/index.ts';
import { objective, service as serviceWord, stream } from '../../../vocabulary/areas/serving.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { durationText } from '../../duration-text.ts';

const FIRSTS = /^first_(?:word|token)\b/u;

/** The first word can't come before the first piece of sound is complete. */
export const rule: Rule = {
  code: 'TN1743',
  name: 'stream-chunk',
  summary: 'The pieces of a stream are longer than the first answer may take.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      const body = service.child(stream);
      const chunk = body?.get('chunk');
      if (!body || !chunk) return;
      for (const { text, limit, origin } of promisesOf([service, body])) {
        if (limit.dimension !== 'duration' || limit.value > chunk.value.value) continue;
        const shorter = durationText(limit.value / 2);
        report({
          message: `${text} can't hold: a piece is complete after ${chunk.value.text}.`,
          origin: chunk.origin,
          help: `Take shorter pieces, such as ${shorter}.`,
          data: {
            replacements: isOwn(chunk.origin)
              ? [replace(`Change to ${shorter}`, chunk.origin, `chunk: ${shorter}`, true)]
              : [],
          },
          related: [{ origin, message: 'It is promised here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const promisesOf = (
  owners: readonly Block[],
): readonly {
  readonly text: string;
  readonly limit: Quantity;
  readonly origin: ReturnType<Block['originOf']>;
}[] =>
  owners
    .flatMap((owner) => owner.children(objective))
    .flatMap((child) =>
      child.conditions().flatMap(({ node, in: layer }) => {
        const { expression } = node;
        if (!isBinary(expression) || !FIRSTS.test(textOf(expression.left))) return [];
        if (!expression.operator.startsWith('<')) return [];
        const limit = layer.reader.silently().evaluate(expression.right);
        return limit.is === 'quantity'
          ? [{ text: textOf(expression), limit: limit.quantity, origin: child.originOf(node, layer) }]
          : [];
      }),
    );
