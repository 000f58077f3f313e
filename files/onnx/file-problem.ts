/** A mistake in or around a model file, in words for the person who has to mend it. */
export interface FileProblem {
  readonly code: FileProblemCode;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do next, as a sentence. */
  readonly hint: string;
  /** Byte position in the model file where reading stopped making sense. */
  readonly offset?: number;
}

export type FileProblemCode =
  | 'missing'
  | 'not-a-file'
  | 'unreadable'
  | 'empty'
  | 'git-lfs-pointer'
  | 'truncated'
  | 'not-onnx'
  | 'damaged'
  | 'too-large'
  | 'external-missing'
  | 'external-short'
  | 'external-escapes';
