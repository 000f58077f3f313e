/** The pure face: reads what an ONNX file says about itself, in Node and in a browser alike. */
export type { ByteSource } from '../bytes/byte-source.ts';
export { memorySource } from '../bytes/byte-source.ts';
export { checkExternalData } from './external-data.ts';
export type { FileProblem, FileProblemCode } from './file-problem.ts';
export { allNodes } from './graph.ts';
export type { Attribute, Graph, GraphBody, GraphNode, Weight } from './graph.ts';
export { readGraph } from './read-graph.ts';
export { readSignature } from './read-signature.ts';
export type { Dimension, ExternalTensor, Signature, ValueKind, ValueSignature } from './signature.ts';
