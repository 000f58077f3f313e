import type { Range } from '../model/origin.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A place that helps to understand a diagnostic. */
export interface RelatedPlace {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** Something that the author of a model should know; the same in the editor, on the command line and in CI. */
export interface Diagnostic {
  /** Stable code such as `TN1203`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Path relative to the project folder, with forward slashes. */
  readonly file: string;
  readonly range: Range;
  /** What to do next, one sentence. */
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
  /** What a quick fix needs; it uses nothing else. */
  readonly data?: unknown;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}
