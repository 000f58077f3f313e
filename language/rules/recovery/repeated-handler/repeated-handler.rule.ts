import { whereIs } from '../../../scoping/place.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { actionsOf, fileOfLayer, handlersIn, headOf, RUNNING, type PlacedHandler } from '../handlers.ts';

/** The later of two wins, and the earlier one is read by people only. */
export const rule: Rule = {
  code: 'TN2205',
  name: 'repeated-handler',
  summary: 'The same event is handled twice in one place.',
  severity: 'error',
  reach: 'element',
  checks: RUNNING.map((word) =>
    onBlock(word, (block, _model, report) => {
      const handlers = handlersIn(block);
      for (const [index, handler] of handlers.entries()) {
        const { node, in: layer } = handler;
        const later = handlers
          .slice(index + 1)
          .find((each) => each.node.$container === node.$container && each.node.event === node.event);
        if (!later) continue;
        const file = fileOfLayer(layer);
        const origin = block.originOf(node, layer, `on ${node.event}`);
        report({
          message: `on ${node.event} stands twice, and only the second is done.`,
          origin,
          help: 'Put both into one: on failure { retry 2 times, alert oncall }.',
          data: {
            replacements: isOwn(layer)
              ? [
                  {
                    title: 'Put both into one',
                    edits: [
                      removeStatement(file, node),
                      { file, range: whereIs(later.node), newText: merged(handler, later) },
                    ],
                    preferred: true,
                  },
                ]
              : [],
          },
          related: [{ origin: { ...origin, range: whereIs(later.node) }, message: 'This one is done.' }],
        });
      }
    }),
  ),
  fixes: [replaceFix],
};

const merged = (first: PlacedHandler, second: PlacedHandler): string => {
  const texts = [first, second].flatMap(({ node }) => actionsOf(node)).map((action) => headOf(action).text);
  return `on ${first.node.event} { ${[...new Set(texts)].join(', ')} }`;
};
