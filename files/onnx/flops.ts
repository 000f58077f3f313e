import type { Graph, GraphBody, GraphNode } from './graph.ts';
import { inferBody, Scope, type InferenceContext } from './shapes/infer-shapes.ts';
import { countOf, integer, words, type NodeFacts, type ValueFacts } from './shapes/value-facts.ts';

/** An estimate of the arithmetic of one run, from shapes alone. */
export interface FlopEstimate {
  /** Floating-point operations, a multiply-add counted as two; of integers in quantised layers as well. */
  readonly flops: number;
  /** Most first. */
  readonly byOperator: readonly {
    readonly operator: string;
    readonly flops: number;
    readonly nodes: number;
  }[];
  /** Layers that are counted. */
  readonly counted: number;
  /** Layers of the kinds that are counted whose shapes could not be told; the estimate is too low by these. */
  readonly unknown: readonly { readonly operator: string; readonly nodes: number }[];
  /** Sentences about branches and loops. */
  readonly notes: readonly string[];
}

interface Sum {
  readonly flops: Map<string, { flops: number; nodes: number }>;
  readonly unknown: Map<string, number>;
  readonly notes: Set<string>;
}

/**
 * Counts matrix products, convolutions, attention and recurrent layers: everything else takes time by moving memory.
 *
 * @param inputs the concrete shape of each input
 * @param sizes the sizes that symbols were given
 */
export function estimateFlops(
  graph: Graph,
  inputs: ReadonlyMap<string, readonly number[]>,
  sizes: ReadonlyMap<string, number>,
): FlopEstimate {
  const scope = new Scope();
  for (const [name, shape] of inputs) scope.set(name, { shape });
  const sum = countBody(graph, scope, { graph, sizes });
  const byOperator = [...sum.flops].map(([operator, each]) => ({ operator, ...each }));
  return {
    flops: total(sum),
    byOperator: byOperator.sort((a, b) => b.flops - a.flops || (a.operator < b.operator ? -1 : 1)),
    counted: byOperator.reduce((nodes, each) => nodes + each.nodes, 0),
    unknown: [...sum.unknown].map(([operator, nodes]) => ({ operator, nodes })),
    notes: [...sum.notes],
  };
}

const newSum = (): Sum => ({ flops: new Map(), unknown: new Map(), notes: new Set() });
const total = ({ flops }: Sum): number => [...flops.values()].reduce((all, each) => all + each.flops, 0);

/** Goes through a graph or a body; the scope holds its values afterwards. */
function countBody(body: GraphBody, scope: Scope, context: InferenceContext): Sum {
  const sum = newSum();
  inferBody(body, scope, context, {
    node: (facts, outputs) => countNode(facts, outputs, sum),
    bodies: (node, outer) => countBodies(node, outer, sum, context),
  });
  return sum;
}

function countNode(facts: NodeFacts, outputs: readonly ValueFacts[], sum: Sum): void {
  const { operator } = facts.node;
  const rule = FLOPS[operator];
  if (rule === undefined) return;
  const flops = rule(facts, outputs);
  if (flops === undefined || !Number.isFinite(flops)) {
    sum.unknown.set(operator, (sum.unknown.get(operator) ?? 0) + 1);
  } else add(sum, operator, flops, 1);
}

function add(sum: Sum, operator: string, flops: number, nodes: number): void {
  const known = sum.flops.get(operator) ?? { flops: 0, nodes: 0 };
  sum.flops.set(operator, { flops: known.flops + flops, nodes: known.nodes + nodes });
}

/** Of two branches the one with more arithmetic; of a loop one round, as nobody knows how many there will be. */
function countBodies(
  node: GraphNode,
  outer: Scope,
  sum: Sum,
  context: InferenceContext,
): readonly (ValueFacts | undefined)[] {
  const isBranch = node.operator === 'If';
  const bodies = node.bodies.map((body) => {
    const scope = new Scope(outer);
    return { counted: countBody(body, scope, context), outputs: body.outputs.map((name) => scope.get(name)) };
  });
  const largest = bodies.toSorted((a, b) => total(b.counted) - total(a.counted) || b.counted.unknown.size - a.counted.unknown.size); // prettier-ignore
  for (const { counted } of isBranch ? largest.slice(0, 1) : bodies) {
    for (const [operator, { flops, nodes }] of counted.flops) add(sum, operator, flops, nodes);
    for (const [operator, nodes] of counted.unknown)
      sum.unknown.set(operator, (sum.unknown.get(operator) ?? 0) + nodes);
    for (const note of counted.notes) sum.notes.add(note);
  }
  const isCounted = bodies.some(({ counted }) => counted.flops.size > 0 || counted.unknown.size > 0);
  if (isCounted) {
    sum.notes.add(
      isBranch
        ? 'Of the branches of an If the one with more arithmetic is counted.'
        : `The body of a ${node.operator} is counted once.`,
    );
  }
  return isBranch ? (largest[0]?.outputs ?? []) : [];
}

type FlopRule = (facts: NodeFacts, outputs: readonly ValueFacts[]) => number | undefined;

/** Twice the products of a matrix multiplication: each output takes one for each element of the shared axis. */
const matMul: FlopRule = ({ input }, [output]) => {
  const shared = input(0)?.shape?.at(-1);
  return shared === undefined || output?.shape === undefined ? undefined : 2 * countOf(output.shape) * shared;
};

const gemm: FlopRule = ({ node, input }, [output]) => {
  const a = input(0)?.shape;
  const shared = a?.[integer(node, 'transA', 0) === 1 ? 0 : 1];
  return shared === undefined || output?.shape === undefined ? undefined : 2 * countOf(output.shape) * shared;
};

/** Each output takes a product for each weight of its kernel. */
const convolution =
  (weights: number): FlopRule =>
  ({ input }, [output]) => {
    const kernel = input(weights)?.shape;
    if (kernel === undefined || output?.shape === undefined) return undefined;
    return 2 * countOf(output.shape) * countOf(kernel.slice(1));
  };

const transposed: FlopRule = ({ input }) => {
  const shape = input(0)?.shape;
  const kernel = input(1)?.shape;
  return shape === undefined || kernel === undefined
    ? undefined
    : 2 * countOf(shape) * countOf(kernel.slice(1));
};

/** For each step and item the weights of all gates, for the input and for the state before. */
const recurrent: FlopRule = ({ input }) => {
  const shape = input(0)?.shape;
  const weights = input(1)?.shape;
  const recurrence = input(2)?.shape;
  if (shape === undefined || weights === undefined || recurrence === undefined) return undefined;
  return 2 * countOf(shape.slice(0, 2)) * (countOf(weights) + countOf(recurrence));
};

/** Scores and their weighted sum: two products of queries by keys, over the whole width. */
const attention: FlopRule = ({ node, input }) => {
  const queries = input(0)?.shape;
  if (queries === undefined) return undefined;
  const weights = input(1)?.shape;
  if (node.domain === 'com.microsoft' && node.operator === 'Attention') {
    if (queries.length !== 3 || weights?.length !== 2) return undefined;
    const [batch, length, width] = queries as [number, number, number];
    const hidden = weights[1]! / 3;
    return 2 * batch * length * width * weights[1]! + 4 * batch * length * length * hidden;
  }
  // Keys have their positions on the second-last axis of four and on the second of three.
  const keys = input(1)?.shape ?? queries;
  const positions = keys.length === 4 ? keys[2] : keys[1];
  return positions === undefined ? undefined : 4 * countOf(queries) * positions;
};

const einsum: FlopRule = ({ node, input }) => {
  const terms = words(node, 'equation')?.split('->')[0]?.replaceAll(' ', '').split(',');
  if (terms === undefined || terms.some((term) => term.includes('.'))) return undefined;
  const sizes = new Map<string, number>();
  for (const [index, term] of terms.entries()) {
    const shape = input(index)?.shape;
    if (shape?.length !== term.length) return undefined;
    [...term].forEach((letter, axis) => sizes.set(letter, shape[axis]!));
  }
  return 2 * countOf([...sizes.values()]);
};

const blockwise: FlopRule = ({ node, input }) => {
  const rows = input(0)?.shape?.slice(0, -1);
  return rows === undefined ? undefined : 2 * countOf(rows) * integer(node, 'K', 0) * integer(node, 'N', 0);
};

const FLOPS: Readonly<Partial<Record<string, FlopRule>>> = {
  MatMul: matMul,
  MatMulInteger: matMul,
  FusedMatMul: matMul,
  MatMulIntegerToFloat: matMul,
  DynamicQuantizeMatMul: matMul,
  QLinearMatMul: matMul,
  MatMulNBits: blockwise,
  Gemm: gemm,
  Conv: convolution(1),
  FusedConv: convolution(1),
  ConvInteger: convolution(1),
  QLinearConv: convolution(3),
  ConvTranspose: transposed,
  LSTM: recurrent,
  GRU: recurrent,
  RNN: recurrent,
  Attention: attention,
  MultiHeadAttention: attention,
  GroupQueryAttention: attention,
  Einsum: einsum,
};
