import type { NotificationMessage, RequestMessage } from './message.ts';

/** Which files are meant. */
export interface GenerationRequest {
  /** URI of the project folder. */
  readonly uri: string;
  /** Only the deployments of this environment; absent for all. */
  readonly environment?: string;
  /** Ids of targets; what each deployment emits when absent. */
  readonly targets?: readonly string[];
}

/** A file that is not, or would not be, as the model says. */
export interface PreviewedFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  /** Where it lies or would lie. */
  readonly uri: string;
  readonly target: string;
  /**
   * `conflict`: a person put something else there than the model asks for. `edited` and `orphan` were edited by
   * hand and stay: the model asks for nothing new, or for nothing at all. `blocked` can't be written.
   */
  readonly change: 'create' | 'update' | 'remove' | 'conflict' | 'edited' | 'orphan' | 'blocked';
  /** SHA-256 of what would be written; null where nothing would be. */
  readonly sha256: string | null;
  /** What would be written; absent for files of the project that are only placed there. */
  readonly text?: string;
  readonly conflict?: PreviewedConflict;
  /** What is in the way of a blocked file. */
  readonly obstacle?: string;
}

export interface PreviewedConflict {
  /** `foreign`: Tenon has not written the file that is there. */
  readonly why: 'edited' | 'foreign';
  /** What was generated last; absent when it is not known, and then nothing can be merged. */
  readonly base?: string;
  /** Both sides merged; what both changed stands between marks. */
  readonly merged?: string;
  /** Number of places that both sides changed. */
  readonly overlaps?: number;
}

/** What a target says of the model, such as what it can't carry. Positions count from 0. */
export interface TargetFinding {
  readonly uri: string;
  readonly range: ModelRange;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly message: string;
  /** What to do. */
  readonly help?: string;
}

export interface ModelRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface GenerationPreview {
  /** Those that are not simply up to date, sorted by path. */
  readonly files: readonly PreviewedFile[];
  /** Number of files that are as the model says. */
  readonly unchanged: number;
  readonly findings: readonly TargetFinding[];
}

/** Why there is nothing to show. */
export interface GenerationProblem {
  /** `errors`: the model has some; they are among the editor's problems. `nothing`: there is no deployment. */
  readonly reason: 'errors' | 'nothing' | 'unknown' | 'output';
  readonly message: string;
  readonly help?: string;
}

/** What generating would do to the output folder. Writes nothing; null when there is no project at this URI. */
export const GENERATION_PREVIEW: RequestMessage<
  GenerationRequest,
  GenerationPreview | { readonly problem: GenerationProblem } | null
> = { method: 'tenon/generationPreview' };

/** How a file that was generated relates to the model as it is now. */
export interface GeneratedFileState {
  readonly uri: string;
  /** Relative to the output folder. */
  readonly path: string;
  readonly target: string;
  /**
   * `stale`: the model asks for something else by now; `abandoned`: for no such file. `unknown` while the model has
   * errors.
   */
  readonly state: 'current' | 'stale' | 'abandoned' | 'unknown';
  /** A person has edited it since. */
  readonly isEdited: boolean;
}

/** States of all files that were generated and are there; null when there is no project at this URI. */
export const GENERATED_STATES: RequestMessage<
  { readonly uri: string; readonly environment?: string },
  readonly GeneratedFileState[] | null
> = { method: 'tenon/generatedStates' };

/** From the server, when states that it has told may be out of date. Told once until it is asked again. */
export const GENERATED_STATES_CHANGED: NotificationMessage<Record<string, never>> = {
  method: 'tenon/generatedStatesChanged',
};

/** A place of the model that has caused a generated line. */
export interface CausingPlace {
  readonly element: string;
  readonly property?: string;
  /** Where its value comes from when it is not its own declaration, such as `environment`. */
  readonly layer?: string;
  readonly uri: string;
  readonly range: ModelRange;
}

/** Why a line of a generated file is there. */
export interface LineOrigin {
  readonly target: string;
  readonly cause: 'model' | 'boilerplate' | 'copy' | 'by hand';
  /** Reason, when the line follows from the model instead of repeating it. */
  readonly derived?: string;
  readonly places: readonly CausingPlace[];
  /** The file was edited since it was generated; its lines were matched. */
  readonly isEdited: boolean;
}

/**
 * Where a line of a generated file (counted from 0) comes from; null for other files and lines. `text` is what an
 * editor has that is not saved.
 */
export const LINE_ORIGIN: RequestMessage<
  { readonly uri: string; readonly line: number; readonly text?: string },
  LineOrigin | null
> = { method: 'tenon/lineOrigin' };

/** Lines of a generated file that something of the model has caused. */
export interface CausedFile {
  readonly uri: string;
  /** Relative to the output folder. */
  readonly path: string;
  readonly target: string;
  /** First and last line, counted from 0, both included. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** Generated lines of the first of these names that has any, sorted by path; a name may be that of a property. */
export const CAUSED_LINES: RequestMessage<
  { readonly uri: string; readonly names: readonly string[] },
  { readonly name: string; readonly files: readonly CausedFile[] } | null
> = { method: 'tenon/causedLines' };
