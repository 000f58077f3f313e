import type { Signature, ValueSignature } from './signature.ts';

/** A model's graph without its weights: who takes what from whom. */
export interface Graph extends GraphBody {
  readonly signature: Signature;
  /** Functions that the file itself defines, by domain and name. */
  readonly functions: ReadonlySet<string>;
}

/** The nodes of a graph, or of the body of an If, Loop or Scan. */
export interface GraphBody {
  /** In the order of the file, in which every value is made before it is taken. */
  readonly nodes: readonly GraphNode[];
  readonly initializers: ReadonlyMap<string, Weight>;
  /** Types of the graph's inputs, outputs and, where the exporter wrote them, values between the nodes. */
  readonly values: ReadonlyMap<string, ValueSignature>;
  /** Names of the values that leave it, in order. */
  readonly outputs: readonly string[];
}

export interface GraphNode {
  readonly operator: string;
  /** `ai.onnx` for the default domain. */
  readonly domain: string;
  /** Names of values; an input that is left out is empty. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly bodies: readonly GraphBody[];
  /** Floats in the lists of its attributes, which are not kept: trees and linear models have their weights there. */
  readonly listedFloats: number;
}

/** Numbers, texts and tensors; other kinds of attributes are left out. */
export type Attribute = number | string | readonly number[] | Weight;

export interface Weight {
  readonly dtype: string;
  readonly dimensions: readonly number[];
  /** Numbers of a small tensor, row by row. */
  readonly values?: readonly number[];
}

/** All nodes, those of bodies included, each with its body. */
export function* allNodes(body: GraphBody): Generator<readonly [GraphNode, GraphBody]> {
  for (const node of body.nodes) {
    yield [node, body];
    for (const inner of node.bodies) yield* allNodes(inner);
  }
}
