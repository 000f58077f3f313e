import type { Dimension } from './data-type.ts';

/** Sizes of a tensor as a file or a model text has them; null is an open size without a name. */
export type Shape = readonly (Dimension | null)[];

/** What is wrong between two shapes: the number of axes, or the sizes of one of them. */
export type ShapeMisfit =
  | { readonly misfit: 'rank'; readonly left: number; readonly right: number }
  | { readonly misfit: 'size'; readonly axis: number; readonly left: number; readonly right: number };

/** The first thing in which two shapes can't agree; an open size agrees with any. */
export function misfit(left: Shape, right: Shape): ShapeMisfit | undefined {
  if (left.length !== right.length) return { misfit: 'rank', left: left.length, right: right.length };
  for (const [axis, size] of left.entries()) {
    const other = right[axis];
    if (typeof size === 'number' && typeof other === 'number' && size !== other) {
      return { misfit: 'size', axis, left: size, right: other };
    }
  }
  return undefined;
}

export const printShape = (dtype: string, shape: Shape): string =>
  `${dtype}[${shape.map((size) => size ?? '?').join(', ')}]`;
