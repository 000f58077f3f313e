import type { Expression as ExpressionSyntax } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { deployment } from '../../../vocabulary/areas/release.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { itemsOf } from '../../written.ts';

/** A name that stands twice is one that was to be another. */
export const rule: Rule = {
  code: 'TN1907',
  name: 'repeated-use',
  summary: 'A deployment names an element or a target twice.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(deployment, (block, _model, report) => {
      for (const verb of ['uses', 'emit']) {
        const seen = new Map<string, ExpressionSyntax>();
        for (const { node, in: layer } of block.actions(verb)) {
          const items = itemsOf(node.object);
          for (const item of items) {
            const text = textOf(item);
            const first = seen.get(text);
            if (!first) {
              seen.set(text, item);
              continue;
            }
            const file = layer.reader.names.file.path;
            const origin = block.originOf(item, layer, verb);
            const rest = items.filter((each) => each !== item).map((each) => textOf(each));
            const replacements: Replacement[] =
              node.object?.$type === 'List'
                ? [
                    {
                      title: `Remove the second ${text}`,
                      edits: [{ file, range: whereIs(node.object), newText: `[${rest.join(', ')}]` }],
                      preferred: true,
                    },
                  ]
                : [];
            report({
              message: `${block.symbol.name} ${verb === 'uses' ? 'uses' : 'emits'} ${text} twice.`,
              origin,
              help: 'Remove one, or write the name that was meant.',
              data: { replacements },
              related: [{ origin: { ...origin, range: whereIs(first) }, message: 'It stands here already.' }],
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
