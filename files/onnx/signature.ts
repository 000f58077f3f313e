/** What an ONNX file says about itself, without its weights. Plain data: it survives JSON. */
export interface Signature {
  readonly irVersion: number;
  /** Operator set version by domain; the default domain is written `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: { readonly name: string; readonly version: string };
  readonly graphName: string;
  /** What a caller has to feed: graph inputs that no initializer fills. */
  readonly inputs: readonly ValueSignature[];
  readonly outputs: readonly ValueSignature[];
  /** Nodes of the main graph by domain and operator. Bodies of If, Loop and Scan are not descended into. */
  readonly operators: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Number of initializers, dense and sparse. */
  readonly initializers: number;
  /** Elements of all initializers together; weights kept in Constant nodes are not counted. */
  readonly parameters: number;
  /** Bytes of all initializers by dtype, computed from their dimensions. */
  readonly weightBytes: Readonly<Record<string, number>>;
  readonly externalData: readonly ExternalTensor[];
}

export interface ValueSignature {
  readonly name: string;
  readonly kind: ValueKind;
  /** `float32`, `int64` …; for a value that is no tensor its written type, such as `sequence(float32)`. */
  readonly dtype: string;
  /** Undefined when the file does not say the rank; an empty list is a scalar. */
  readonly shape: readonly Dimension[] | undefined;
}

export type ValueKind = 'tensor' | 'sparse-tensor' | 'sequence' | 'map' | 'optional' | 'unknown';

/** A fixed size, a symbol, or null for a size that has neither. */
export type Dimension = number | string | null;

/** One initializer whose bytes lie in another file. */
export interface ExternalTensor {
  readonly tensor: string;
  /** Path as written in the model, relative to the model's folder. */
  readonly location: string;
  /** Bytes from the start of that file. */
  readonly offset: number;
  /** Bytes; computed from the tensor's dimensions where the model does not write it. */
  readonly length: number;
}
