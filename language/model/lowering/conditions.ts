import type { VerbWord } from '../../vocabulary/word.ts';
import type { ExpressionScopeName } from '../../vocabulary/value-type.ts';
import type { Expression } from '../expression.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';

/** What the statements of a verb require, in the order written: `require auc >= 0.9`. */
export const requirementsOf = (
  block: Block,
  verb: VerbWord,
  scope: ExpressionScopeName,
  context: LoweringContext,
): Expression[] =>
  block.actions(verb.verb).flatMap(({ node, in: layer }) => {
    if (!node.object) return [];
    const origin = block.originOf(node.object, layer, verb.verb);
    return [context.expression(node.object, scope, block.symbol, layer.reader, origin)];
  });

/** The conditions after `when`: `win when lift(ctr) > 1%`. */
export const decisionsOf = (
  block: Block,
  verb: VerbWord,
  scope: ExpressionScopeName,
  context: LoweringContext,
): Expression[] =>
  block.actions(verb.verb).flatMap(({ node, in: layer }) => {
    const when = node.clauses.find(({ word }) => word === 'when');
    if (!when?.value) return [];
    const origin = block.originOf(when.value, layer, verb.verb);
    return [context.expression(when.value, scope, block.symbol, layer.reader, origin)];
  });
