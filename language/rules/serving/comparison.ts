import type { BinaryOperator, Expression } from '../../model/expression.ts';
import type { Origin } from '../../model/origin.ts';
import type { Service } from '../../model/service.ts';
import type { Quantity } from '../../types/quantity.ts';

/** `latency.p99 < 20ms`, wherever a service says it. */
export interface Comparison {
  /** Dotted name of what is measured. */
  readonly measure: string;
  readonly operator: BinaryOperator;
  readonly limit: Quantity | number;
  /** A promise to callers, or a figure that more copies keep in bounds. */
  readonly role: 'promise' | 'keep';
  readonly expression: Expression;
  /** Where the limit is written; for `keep` the whole statement. */
  readonly origin: Origin;
}

/** What a service promises and what it scales by. */
export const comparisonsOf = ({ objectives, scale }: Service): readonly Comparison[] => [
  ...objectives.map(({ measure, comparison, limit, limitOrigin, expression }) => ({
    measure,
    operator: comparison,
    limit,
    role: 'promise' as const,
    expression,
    origin: limitOrigin,
  })),
  ...(scale?.keep ?? []).flatMap((expression): Comparison[] => {
    const { root } = expression;
    if (root.node !== 'binary' || root.left.node !== 'measure') return [];
    const { right } = root;
    const limit =
      right.node === 'quantity' ? right.quantity : right.node === 'number' ? right.value : undefined;
    return limit === undefined
      ? []
      : [
          {
            measure: root.left.name,
            operator: root.operator,
            limit,
            role: 'keep',
            expression,
            origin: expression.origin,
          },
        ];
  }),
];

/** The first part of a measure's name: `latency` of `latency.p99`. */
export const baseOf = ({ measure }: Pick<Comparison, 'measure'>): string => measure.split('.')[0]!;

/** An upper bound in a dimension, in its base unit; undefined when it is none. */
export const upperBound = (
  { operator, limit }: Pick<Comparison, 'operator' | 'limit'>,
  dimension: Quantity['dimension'],
): number | undefined =>
  operator.startsWith('<') && typeof limit !== 'number' && limit.dimension === dimension
    ? limit.value
    : undefined;
