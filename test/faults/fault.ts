import type { AstNode } from 'langium';
import type { ProjectFacts } from '../../language/index.ts';
import type { Survey } from './survey.ts';

/** Replaces a half-open stretch of a file, in UTF-16 code units of the correct text. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One thing that went wrong in an otherwise correct project. */
export interface Fault {
  readonly edits: readonly Edit[];
  /** What changed in files that are no models: a header, a missing file. */
  readonly facts?: Partial<ProjectFacts>;
  /** The element that the fault is planted in. */
  readonly at: AstNode;
  /** Elements beyond those which name the planted one, whose joint with it breaks. */
  readonly joints?: readonly AstNode[];
  /** What was changed, such as `dep_delay : float64? → string`. */
  readonly says: string;
}

export const AREAS = [
  'data',
  'features',
  'models',
  'training',
  'pipelines',
  'release',
  'serving',
  'optimisation',
  'infrastructure',
  'language',
] as const;

/**
 * A kind of mistake that people and systems make. It is described by what goes wrong in production, and
 * it yields only places where the changed project really is wrong.
 */
export interface Operator {
  readonly name: string;
  readonly area: (typeof AREAS)[number];
  /** What happens in production when nobody notices. */
  readonly failure: string;
  plant(survey: Survey): Iterable<Fault>;
}

/** Gives an operator its type where it is written. */
export const operator = (parts: Operator): Operator => parts;
