import { isBinary } from '../../generated/ast.ts';
import { objective } from '../../vocabulary/areas/serving.ts';
import type { Expression, ExpressionNode } from '../expression.ts';
import type { Origin } from '../origin.ts';
import type { Objective } from '../service.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';

/** The promises of an element: each a measure, a comparison and a limit. */
export function objectivesOf(block: Block, context: LoweringContext): Objective[] {
  return block.children(objective).flatMap((child) =>
    child.conditions().flatMap(({ node, in: layer }) => {
      const origin = child.originOf(node, layer);
      const expression = context.expression(node.expression, 'measures', block.symbol, layer.reader, origin);
      const limitNode = isBinary(node.expression) ? node.expression.right : node;
      return promise(expression, child.originOf(limitNode, layer)) ?? [];
    }),
  );
}

/** `measure comparison limit`; anything else is an error that a rule reports. */
function promise(expression: Expression, limitOrigin: Origin): Objective | undefined {
  const { root } = expression;
  if (root.node !== 'binary' || !isComparison(root.operator)) return undefined;
  const limitNode = root.right;
  const measure = measureName(root.left);
  if (measure === undefined) return undefined;
  const limit =
    limitNode.node === 'quantity'
      ? limitNode.quantity
      : limitNode.node === 'number'
        ? limitNode.value
        : undefined;
  return limit === undefined
    ? undefined
    : { measure, comparison: root.operator, limit, limitOrigin, expression };
}

const measureName = (node: ExpressionNode): string | undefined =>
  node.node === 'measure' || node.node === 'word' ? node.name : undefined;

const COMPARISONS = ['<', '<=', '>', '>=', '=='] as const;
const isComparison = (operator: string): operator is (typeof COMPARISONS)[number] =>
  (COMPARISONS as readonly string[]).includes(operator);
