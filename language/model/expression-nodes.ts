import type { ExpressionNode } from './expression.ts';

/** The nodes right inside a node, in the order written. */
export function partsOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.node) {
    case 'call':
      return node.arguments;
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'conditional':
      return [node.condition, node.positive, node.negative];
    case 'list':
      return node.items;
    default:
      return [];
  }
}

/** A node and everything in it, in the order written; what `enter` refuses is given, but not what is inside. */
export function* nodesOf(
  root: ExpressionNode,
  enter: (node: ExpressionNode) => boolean = () => true,
): Iterable<ExpressionNode> {
  // A stack of our own, so that a formula of thousands of terms never overflows the call stack.
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    if (enter(node)) open.push(...partsOf(node).toReversed());
  }
}
