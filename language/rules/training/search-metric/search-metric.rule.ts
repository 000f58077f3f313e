import { maximize, minimize } from '../../../vocabulary/areas/hyper-search.ts';
import { metrics, search, training } from '../../../vocabulary/areas/training.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { textOf } from '../../../parser/index.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { change, fixable, isPlain } from '../../plain-value.ts';

/** A search compares trials by a figure that every trial reports. */
export const rule: Rule = {
  code: 'TN1672',
  name: 'search-metric',
  summary: "A search looks for the best of a metric that its training doesn't report.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(search, (block, model, report) => {
      const of = block.clause('of')?.value.symbol;
      const element = of && model.element('training', of);
      // A training that names no metrics may report any.
      if (!element || element.metrics.length === 0) return;
      for (const { node, in: layer } of [...block.actions(maximize.verb), ...block.actions(minimize.verb)]) {
        if (node.object?.$type !== 'NameRef' || element.metrics.includes(node.object.name)) continue;
        const { object } = node;
        const near = suggest(object.name, element.metrics);
        const place = isPlain(object, layer)
          ? { file: layer.reader.names.file.path, node: object }
          : undefined;
        report({
          message: `${element.name} doesn't report ${object.name}, which ${block.symbol.name} looks for.`,
          origin: block.originOf(object, layer, node.verb),
          help: near === undefined ? `It reports ${element.metrics.join(', ')}.` : `Did you mean ${near}?`,
          related: [{ origin: element.origin, message: 'The training stands here.' }],
          ...fixable(
            place && near !== undefined ? change(`Change to ${near}`, place, near, true) : undefined,
            reported(element, object.name, model),
          ),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function reported(
  element: { readonly name: string; readonly qualifiedName: string },
  metric: string,
  model: ModelView,
): Replacement | undefined {
  const last = model.block(training, element)?.actions(metrics.verb).at(-1);
  const list = last?.node.object;
  if (!last || list?.$type !== 'List' || !isPlain(list, last.in)) return undefined;
  const names = [...list.items.map(textOf), metric];
  return change(
    `Add ${metric} to the metrics of ${element.name}`,
    { file: last.in.reader.names.file.path, node: list },
    `[${names.join(', ')}]`,
  );
}
