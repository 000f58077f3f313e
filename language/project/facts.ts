/** Names, types and shapes of a model file's inputs and outputs. */
export interface ModelSignature {
  readonly inputs: readonly SignaturePort[];
  readonly outputs: readonly SignaturePort[];
}
export interface SignaturePort {
  readonly name: string;
  /** Tenon's name of the element type, such as `float32`. */
  readonly dtype: string;
  /** Fixed sizes, symbols, or null for an unnamed unknown size; undefined when even the rank is unknown. */
  readonly shape: readonly (number | string | null)[] | undefined;
}

export type SignatureFact =
  | { readonly signature: ModelSignature }
  | { readonly problem: { readonly code: string; readonly message: string; readonly hint?: string } };

/**
 * What is known of the project's other files. Facts are gathered before checking, by whoever may
 * read files, so that checks stay pure and synchronous. Paths are relative to the project folder.
 */
export interface ProjectFacts {
  /** Undefined when nobody looked. */
  exists(path: string): boolean | undefined;
  /** Header of a model file; undefined when nobody looked. */
  signature(path: string): SignatureFact | undefined;
}

export const NO_FACTS: ProjectFacts = { exists: () => undefined, signature: () => undefined };
