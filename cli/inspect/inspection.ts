import { likelyBatchAxis, type BatchAxis } from '../../bench/inputs/batch-axis.ts';
import { inputLimits, type InputLimits } from '../../bench/inputs/input-limits.ts';
import { planInputs } from '../../bench/inputs/input-plan.ts';
import { estimateFlops, type FlopEstimate } from '../../files/onnx/flops.ts';
import { allNodes, type Graph, type Signature } from '../../files/onnx/index.ts';
import { providerSupport, shortName, type ProviderSupport } from './provider-support.ts';

/** What `tenon inspect` says of a file; `docs/inspect.schema.json` describes the same as JSON. */
export interface Inspection extends Signature {
  readonly version: 1;
  readonly file: string;
  /** Bytes of the file itself, without external data. */
  readonly bytes: number;
  /** Nodes in the bodies of If, Loop and Scan, by operator. */
  readonly bodyOperators: Readonly<Record<string, number>>;
  /** Functions that the file itself defines. */
  readonly functions: readonly string[];
  /** Weights kept in Constant nodes, which `parameters` leaves out. */
  readonly constants: { readonly nodes: number; readonly numbers: number };
  /** Floats in attributes, by operator: trees and linear models have their weights there. */
  readonly attributeFloats: Readonly<Record<string, number>>;
  readonly externalFiles: readonly ExternalFile[];
  readonly batchAxis: BatchAxis | null;
  /** Whole numbers that the graph takes for an input. */
  readonly inputLimits: InputLimits;
  readonly flops: Flops | null;
  readonly providers: readonly ProviderSupport[];
}

export interface ExternalFile {
  readonly location: string;
  readonly tensors: number;
  readonly bytes: number;
}

export interface Flops extends FlopEstimate {
  readonly method: 'static';
  readonly batch: number;
  /** Concrete shape of each input that was counted with. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Dimensions that nobody gave. */
  readonly assumed: readonly string[];
}

export interface InspectionRequest {
  readonly file: string;
  readonly bytes: number;
  readonly batch: number;
  readonly dimensions: Readonly<Record<string, number>>;
}

/** Everything that follows from the graph, without weights and without running it. */
export function inspectGraph(graph: Graph, request: InspectionRequest): Inspection {
  const { file, bytes } = request;
  return {
    version: 1,
    file,
    bytes,
    ...graph.signature,
    bodyOperators: bodyOperators(graph),
    functions: [...graph.functions].sort(),
    constants: constantsOf(graph),
    attributeFloats: attributeFloats(graph),
    externalFiles: externalFiles(graph.signature),
    batchAxis: likelyBatchAxis(graph.signature) ?? null,
    inputLimits: inputLimits(graph),
    flops: flopsOf(graph, request) ?? null,
    providers: providerSupport(graph),
  };
}

/** Undefined when the inputs have no concrete shape: a rank that is open, or a value that is no tensor. */
function flopsOf(graph: Graph, { batch, dimensions }: InspectionRequest): Flops | undefined {
  const planned = planInputs(graph.signature, { batch, dimensions });
  if ('problem' in planned) return undefined;
  const { tensors, assumed } = planned.plan;
  const shapes = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const sizes = new Map(Object.entries(dimensions));
  for (const { name, shape } of graph.signature.inputs) {
    for (const [axis, symbol] of (shape ?? []).entries()) {
      const size = shapes.get(name)?.[axis];
      if (typeof symbol === 'string' && size !== undefined) sizes.set(symbol, size);
    }
  }
  const estimate = estimateFlops(graph, shapes, sizes);
  return { method: 'static', batch, shapes: Object.fromEntries(shapes), assumed, ...estimate };
}

function bodyOperators(graph: Graph): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [{ operator, domain }, body] of allNodes(graph)) {
    if (body === graph) continue;
    const name = shortName(`${domain}.${operator}`);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

function constantsOf(graph: Graph): Inspection['constants'] {
  let nodes = 0;
  let numbers = 0;
  for (const [{ operator, attributes }] of allNodes(graph)) {
    const value = operator === 'Constant' ? attributes.get('value') : undefined;
    if (typeof value !== 'object' || !('dimensions' in value)) continue;
    nodes++;
    numbers += value.dimensions.reduce((product, size) => product * size, 1);
  }
  return { nodes, numbers };
}

function attributeFloats(graph: Graph): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [{ operator, domain, listedFloats }] of allNodes(graph)) {
    if (listedFloats === 0) continue;
    const name = shortName(`${domain}.${operator}`);
    counts.set(name, (counts.get(name) ?? 0) + listedFloats);
  }
  return Object.fromEntries(counts);
}

function externalFiles({ externalData }: Signature): readonly ExternalFile[] {
  const files = new Map<string, ExternalFile>();
  for (const { location, length } of externalData) {
    const { tensors = 0, bytes = 0 } = files.get(location) ?? {};
    files.set(location, { location, tensors: tensors + 1, bytes: bytes + length });
  }
  return [...files.values()];
}
