import type { GenerationProblem } from './generation.ts';
import type { RequestMessage } from './message.ts';

/** Two environments of a project by name; null for none: the declarations as they stand. */
export interface EnvironmentPair {
  /** URI of the project folder. */
  readonly uri: string;
  readonly one: string | null;
  readonly other: string | null;
}

/** The elements that differ as two texts whose lines match; places are `path:line:column`, relative to the project. */
export interface ComparedModels {
  readonly one: string;
  readonly other: string;
  /** Numbers of elements. */
  readonly differing: number;
  readonly same: number;
}

/** Holds the resolved models of two environments against each other; null when there is no project at this URI. */
export const COMPARE_MODELS: RequestMessage<
  EnvironmentPair,
  ComparedModels | { readonly problem: GenerationProblem } | null
> = { method: 'tenon/compareModels' };

/** A file that is not the same in both environments. */
export interface ComparedFile {
  /** Relative to where the targets of a deployment are generated, with forward slashes. */
  readonly path: string;
  readonly target: string;
  /** Its text; absent where there is no such file. */
  readonly one?: string;
  readonly other?: string;
}

export interface ComparedOutputs {
  /** Sorted by path. */
  readonly files: readonly ComparedFile[];
  /** Number of files that are the same. */
  readonly same: number;
  /** Errors of targets, because of which files are left out. */
  readonly errors: readonly string[];
}

/** Compares the files that would be generated. Writes nothing; null when there is no project at this URI. */
export const COMPARE_OUTPUTS: RequestMessage<
  EnvironmentPair,
  ComparedOutputs | { readonly problem: GenerationProblem } | null
> = { method: 'tenon/compareOutputs' };
