import type { ExpressionNode } from '../../../model/expression.ts';
import { FUNCTIONS } from '../../../vocabulary/functions.ts';
import type { Rule } from '../../rule.ts';

/** An aggregate is over a window of time, and the window goes by the event time of the source. */
export const rule: Rule = {
  code: 'TN1402',
  name: 'window',
  summary: 'An aggregate has a window, and its source an event time.',
  severity: 'error',
  checkSystem({ system }, report) {
    const timeless = new Set(
      system.elements
        .filter((element) => element.kind === 'source' && !element.eventTime && element.columns.length > 0)
        .map((element) => element.qualifiedName),
    );
    for (const view of system.elements) {
      if (view.kind !== 'features') continue;
      for (const feature of view.features) {
        const [aggregate] = aggregates(feature.formula.root);
        if (!aggregate) continue;
        if (aggregate.over === undefined) {
          report({
            message: `${aggregate.function}() needs a window.`,
            origin: feature.formula.origin,
            help: 'Add one at the end of the line, such as over 7d.',
            data: { append: ' over 7d' },
          });
          continue;
        }
        const source = view.from.find((from) => timeless.has(from.qualifiedName));
        if (!source) continue;
        report({
          message: `A window goes by time, but ${source.qualifiedName.split('.').at(-1)!} has no event_time.`,
          origin: feature.formula.origin,
          help: 'Say in the source which column holds the time: event_time: column.',
          related: [{ origin: source.origin, message: 'The view is computed from it.' }],
        });
      }
    }
  },
};

function* aggregates(node: ExpressionNode): Generator<Extract<ExpressionNode, { node: 'call' }>> {
  if (node.node === 'call') {
    if (FUNCTIONS.get(node.function)?.role === 'aggregate') yield node;
    for (const argument of node.arguments) yield* aggregates(argument);
  } else if (node.node === 'binary') {
    yield* aggregates(node.left);
    yield* aggregates(node.right);
  } else if (node.node === 'unary') yield* aggregates(node.operand);
  else if (node.node === 'conditional') {
    yield* aggregates(node.condition);
    yield* aggregates(node.positive);
    yield* aggregates(node.negative);
  }
}
