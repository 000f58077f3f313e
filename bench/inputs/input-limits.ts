import { readGraphFile } from '../../files/index.ts';
import type { Attribute, Graph, GraphBody, GraphNode, Weight } from '../../files/onnx/index.ts';
import type { DrawnFill } from './fill.ts';

/** The whole numbers that a graph takes for its inputs, by name. */
export type InputLimits = Readonly<Record<string, InputLimit>>;

export interface InputLimit {
  readonly low: number;
  readonly high: number;
  /** What bounds it, in words: `a row of the 30522 of embeddings.weight`. */
  readonly why: string;
}

/** The limits of a model file; none when it cannot be read, which whoever loads the model will say. */
export async function readInputLimits(path: string, signal?: AbortSignal): Promise<InputLimits> {
  const read = await readGraphFile(path, { signal });
  return 'problem' in read ? {} : inputLimits(read.graph);
}

/**
 * Follows each input to where its numbers have to be legal: as row numbers of a table, as places of a one-hot code, or
 * where a single number is compared with a constant (a sample rate that the graph has a branch for).
 */
export function inputLimits(graph: Graph): InputLimits {
  const limits = new Map<string, InputLimit>();
  const singles = new Set(
    graph.signature.inputs
      .filter(({ shape }) => shape?.every((size) => size === 1) === true)
      .map(({ name }) => name),
  );
  const inputs = new Map(graph.signature.inputs.map(({ name }) => [name, name]));
  follow(graph, { inputs, weights: new Map() }, (input, limit, exact) => {
    const known = limits.get(input);
    if (exact && (known !== undefined || !singles.has(input))) return;
    if (known === undefined || limit.high < known.high || known.low === known.high) limits.set(input, limit);
  });
  return Object.fromEntries(limits);
}

/** A rule that keeps to the limit; what nobody knows is drawn from the whole of it. */
export function clipToLimits(
  fill: DrawnFill | undefined,
  limit: InputLimit | undefined,
): DrawnFill | undefined {
  if (limit === undefined) return fill;
  const { low, high } = limit;
  if (fill?.kind !== 'integers' || fill.low > high || fill.high < low) return { kind: 'integers', low, high };
  return { ...fill, low: Math.max(low, fill.low), high: Math.min(high, fill.high) };
}

/** Values that are an input as it stands, and weights as they stand, by name. */
interface Known {
  readonly inputs: ReadonlyMap<string, string>;
  readonly weights: ReadonlyMap<string, NamedWeight>;
}

type NamedWeight = Weight & { readonly name: string };
type Found = (input: string, limit: InputLimit, exact: boolean) => void;

/** Operators that hand on the numbers of their first input, in another form. */
const SAME_NUMBERS = new Set([
  'Cast', 'Identity', 'Reshape', 'Unsqueeze', 'Squeeze', 'Flatten', 'Transpose', 'Expand', 'Tile', 'Clip',
]); // prettier-ignore

/** Operators that keep the form of a table. */
const SAME_FORM = new Set(['Cast', 'Identity', 'DequantizeLinear']);

function follow(body: GraphBody, outer: Known, found: Found): void {
  const inputs = new Map(outer.inputs);
  const weights = new Map(outer.weights);
  for (const [name, weight] of body.initializers) weights.set(name, { ...weight, name });
  for (const node of body.nodes) {
    const [first = ''] = node.inputs;
    const [output = ''] = node.outputs;
    const input = inputs.get(first);
    if (input !== undefined && SAME_NUMBERS.has(node.operator)) inputs.set(output, input);
    const weight = weights.get(first);
    if (weight !== undefined && SAME_FORM.has(node.operator)) weights.set(output, weight);
    const constant = node.operator === 'Constant' ? tensorOf(node.attributes.get('value')) : undefined;
    if (constant !== undefined) weights.set(output, { ...constant, name: output });
    check(node, { inputs, weights }, found);
    for (const inner of node.bodies) follow(inner, { inputs, weights }, found);
  }
}

function check(node: GraphNode, known: Known, found: Found): void {
  const at = (index: number): string => node.inputs[index] ?? '';
  switch (node.operator) {
    case 'Gather':
      return tableRows(known, at(1), at(0), axisOf(node), found);
    case 'GatherElements':
      return tableRows(known, at(1), at(0), axisOf(node), found);
    case 'EmbedLayerNormalization':
      tableRows(known, at(0), at(2), 0, found);
      return tableRows(known, at(1), at(4), 0, found);
    case 'OneHot': {
      const input = known.inputs.get(at(0));
      const depth = known.weights.get(at(1))?.values?.[0];
      if (input === undefined || depth === undefined || depth < 1) return;
      return found(
        input,
        { low: 0, high: depth - 1, why: `one of ${depth} places of a one-hot code` },
        false,
      );
    }
    case 'Equal':
      for (const [side, other] of [
        [0, 1],
        [1, 0],
      ] as const) /* prettier-ignore */ {
        const input = known.inputs.get(at(side));
        const value = known.weights.get(at(other))?.values;
        if (input === undefined || value?.length !== 1 || !Number.isSafeInteger(value[0])) continue;
        const [number] = value as [number];
        found(input, { low: number, high: number, why: `the graph has a branch for ${number}` }, true);
      }
      return;
    default:
      return;
  }
}

function tableRows(known: Known, indices: string, table: string, axis: number, found: Found): void {
  const input = known.inputs.get(indices);
  const weight = known.weights.get(table);
  const rows = weight?.dimensions.at(axis);
  if (input === undefined || weight === undefined || rows === undefined || rows < 1) return;
  found(input, { low: 0, high: rows - 1, why: `a row of the ${rows} of ${weight.name}` }, false);
}

function axisOf(node: GraphNode): number {
  const axis = node.attributes.get('axis');
  return typeof axis === 'number' ? axis : 0;
}

const tensorOf = (attribute: Attribute | undefined): Weight | undefined =>
  typeof attribute === 'object' && 'dimensions' in attribute ? attribute : undefined;
