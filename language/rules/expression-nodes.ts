import type { ExpressionNode } from '../model/expression.ts';
import { FUNCTIONS } from '../vocabulary/functions.ts';

export { nodesOf } from '../model/expression-nodes.ts';

export type CallNode = Extract<ExpressionNode, { node: 'call' }>;

export const isAggregate = (node: ExpressionNode): node is CallNode =>
  node.node === 'call' && FUNCTIONS.get(node.function)?.role === 'aggregate';
