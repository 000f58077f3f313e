import type { Entry, Expression as ExpressionSyntax } from '../../generated/ast.ts';
import type { Block, Layered } from '../../model/lowering/block.ts';
import type { Quantity } from '../../types/quantity.ts';
import { quantity } from '../../vocabulary/value-type.ts';
import { clauseOf } from '../written.ts';

/** The window of a feature, as it is written. */
export interface WrittenWindow {
  readonly feature: string;
  readonly row: Layered<Entry>;
  readonly node: ExpressionSyntax;
  readonly length: Quantity;
}

const WINDOW = quantity('duration');

/** The windows of a view's features, the shortest first. */
export function windowsOf(view: Block): readonly WrittenWindow[] {
  return view
    .rows()
    .flatMap((row): WrittenWindow[] => {
      const node = row.node.formula && clauseOf(row.node, 'over');
      const length = node && row.in.reader.silently().read(WINDOW, node);
      return node && length ? [{ feature: row.node.name, row, node, length }] : [];
    })
    .sort((a, b) => a.length.value - b.length.value);
}
