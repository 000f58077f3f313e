import type { Action, Expression } from '../../generated/ast.ts';
import type { Block, Layered } from '../../model/lowering/block.ts';
import { tryParameter } from '../../vocabulary/areas/hyper-search.ts';
import type { search } from '../../vocabulary/areas/training.ts';

/** `try learning_rate in 1e-5..1e-2 by log`: a parameter and the values that a search tries. */
export interface Try {
  readonly parameter: string;
  readonly action: Layered<Action>;
  /** The range or list after `in`. */
  readonly values: Expression;
  /** Ends of the range; undefined for a list and where they are not known. */
  readonly range: TriedRange | undefined;
  /** Numbers or words of the list; undefined for a range. */
  readonly items: readonly (number | string)[] | undefined;
  readonly isByLog: boolean;
}

export interface TriedRange {
  readonly from: number;
  readonly to: number;
  readonly fromNode: Expression;
  readonly toNode: Expression;
}

export function triesOf(block: Block<typeof search>): readonly Try[] {
  return block.actions(tryParameter.verb).flatMap((action): Try[] => {
    const { object, clauses } = action.node;
    if (object?.$type !== 'Binary' || object.operator !== 'in' || object.left.$type !== 'NameRef') return [];
    const reader = action.in.reader.silently();
    const values = object.right;
    const by = clauses.find(({ word }) => word === 'by')?.value;
    const list = reader.evaluate(values);
    return [
      {
        parameter: object.left.name,
        action,
        values,
        range: rangeOf(values, reader),
        items:
          list.is === 'list'
            ? list.items.flatMap((item): (number | string)[] =>
                item.is === 'number'
                  ? [item.number]
                  : item.is === 'word'
                    ? [item.word]
                    : item.is === 'text'
                      ? [item.text]
                      : [],
              )
            : undefined,
        isByLog: by?.$type === 'NameRef' && by.name === 'log',
      },
    ];
  });
}

function rangeOf(values: Expression, reader: Layered<Action>['in']['reader']): TriedRange | undefined {
  if (values.$type !== 'Binary' || values.operator !== '..') return undefined;
  const from = reader.evaluate(values.left);
  const to = reader.evaluate(values.right);
  return from.is === 'number' && to.is === 'number'
    ? { from: from.number, to: to.number, fromNode: values.left, toNode: values.right }
    : undefined;
}
