/** Zero-based position in a file; `character` counts UTF-16 code units, as the Language Server Protocol does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open range: `end` is the first position after the text. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Which layer of the model gave a value; later ones win. */
export type Layer = 'default' | 'template' | 'declaration' | 'environment' | 'command';

/**
 * Where a thing of the resolved model was written.
 * Every generated line is traced back to one or more origins.
 */
export interface Origin {
  /** Path of the file, relative to the project folder, with forward slashes. */
  readonly file: string;
  readonly range: Range;
  /** Qualified name of the element, such as `shop.fraud.fraud_api`. */
  readonly element: string;
  /** Property inside the element, such as `scale.replicas`. */
  readonly property?: string;
  readonly layer: Layer;
}

/** A resolved value together with where it came from and which values it covered. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
  /** The value of the next lower layer, if this one overrides it. */
  readonly under?: Sourced<T>;
}

export const comparePositions = (a: Position, b: Position): number =>
  a.line - b.line || a.character - b.character;

export const compareOrigins = (a: Origin, b: Origin): number =>
  compareText(a.file, b.file) ||
  comparePositions(a.range.start, b.range.start) ||
  compareText(a.element, b.element);

/** Compares by code unit, so that the order never depends on the machine's locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
