import type { AstNode } from 'langium';
import type { Expression as ExpressionSyntax } from '../../generated/ast.ts';
import { isBinary, isNameRef } from '../../generated/ast.ts';
import type { Ref } from '../element.ts';
import type { Given } from '../infrastructure.ts';
import type { Sourced } from '../origin.ts';
import type { NumberRange } from '../../vocabulary/value-type.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';

/** A property's value, with the parameter that gave it when the value is nothing but that parameter. */
export function given<T>(context: LoweringContext, block: Block, name: string, sourced: Sourced<T>): Given<T>;
export function given<T>(
  context: LoweringContext,
  block: Block,
  name: string,
  sourced: Sourced<T> | undefined,
): Given<T> | undefined;
export function given<T>(
  context: LoweringContext,
  block: Block,
  name: string,
  sourced: Sourced<T> | undefined,
): Given<T> | undefined {
  if (sourced === undefined || sourced.origin.layer === 'default') return sourced;
  return withParameter(
    sourced,
    parameterOf(context, block, name, (node) => node),
  );
}

/** The two ends of a range property; each may be a parameter of its own. */
export function givenEnds(
  context: LoweringContext,
  block: Block,
  name: string,
  range: Sourced<NumberRange>,
): { min: Given<number>; max: Given<number> } {
  const end = (side: 'from' | 'to'): Given<number> => {
    const value = rangeEnd(range, side);
    if (range.origin.layer === 'default') return value;
    return withParameter(
      value,
      parameterOf(context, block, name, (node) => {
        if (!isBinary(node) || node.operator !== '..') return isWhole(range.value) ? node : undefined;
        return side === 'from' ? node.left : node.right;
      }),
    );
  };
  return { min: end('from'), max: end('to') };
}

/** One end of a range, with the ends that it covers. */
export const rangeEnd = (range: Sourced<NumberRange>, side: 'from' | 'to'): Sourced<number> => ({
  value: range.value[side],
  origin: range.origin,
  ...(range.under ? { under: rangeEnd(range.under, side) } : {}),
});

/** A parameter whose value is itself a range is no number, and so no variable for one end. */
const isWhole = (range: NumberRange): boolean => range.from === range.to;

function parameterOf(
  context: LoweringContext,
  block: Block,
  name: string,
  part: (node: ExpressionSyntax) => ExpressionSyntax | undefined,
): Ref<'param'> | undefined {
  const written = block.expression(name);
  const node: AstNode | undefined = written && part(written.node);
  if (!written || !isNameRef(node)) return undefined;
  const symbol = written.reader.names.lookup(node.name);
  return symbol?.kind === 'param' ? context.refTo<'param'>(symbol, written.origin) : undefined;
}

const withParameter = <T>(sourced: Sourced<T>, parameter: Ref<'param'> | undefined): Given<T> =>
  parameter === undefined ? sourced : { ...sourced, parameter };
