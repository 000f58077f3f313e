import type { Attribute, GraphNode, Weight } from '../graph.ts';

/** What is known of a value before anything runs. */
export interface ValueFacts {
  /** Sizes; undefined when even the rank is unknown. */
  readonly shape: readonly number[] | undefined;
  /** Numbers of a small tensor, row by row: shapes are computed from such. */
  readonly values?: readonly number[] | undefined;
}

/** A node with what is known of its inputs. */
export interface NodeFacts {
  readonly node: GraphNode;
  /** Version of the node's operator set. */
  readonly opset: number;
  /** Facts of an input by its place; undefined when it is left out or nothing is known. */
  readonly input: (index: number) => ValueFacts | undefined;
}

export const UNKNOWN: ValueFacts = { shape: undefined };

/** Numbers that are worth carrying on. */
export const MOST_VALUES = 64;

export const countOf = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

export function integer(node: GraphNode, name: string, otherwise: number): number {
  const value = node.attributes.get(name);
  return typeof value === 'number' ? value : otherwise;
}

export function integers(node: GraphNode, name: string): readonly number[] | undefined {
  const value = node.attributes.get(name);
  return Array.isArray(value) ? (value as readonly number[]) : undefined;
}

export function words(node: GraphNode, name: string): string | undefined {
  const value = node.attributes.get(name);
  return typeof value === 'string' ? value : undefined;
}

export const tensor = (attribute: Attribute | undefined): Weight | undefined =>
  typeof attribute === 'object' && 'dimensions' in attribute ? attribute : undefined;

export const ofWeight = ({ dimensions, values }: Weight): ValueFacts => ({ shape: dimensions, values });

/** An axis counted from the front. */
export const fromFront = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** NumPy's rule for shapes that do not agree; undefined when they cannot be brought together. */
export function broadcast(shapes: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length !== shapes.length || known.length === 0) return undefined;
  const rank = Math.max(...known.map((shape) => shape.length));
  const out: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const sizes = known.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((size) => size !== 1);
    const [size = 1] = sizes;
    if (sizes.some((other) => other !== size)) return undefined;
    out.push(size);
  }
  return out;
}
