import type { Position } from 'vscode-languageserver';
import type { Range } from '../../../language/index.ts';

/** What hints can be switched off by: `tenon.inlayHints.<kind>`. */
export const HINT_KINDS = [
  'types',
  'shapes',
  'featureCounts',
  'environmentValues',
  'worldSize',
  'counts',
] as const;
export type HintKind = (typeof HINT_KINDS)[number];

/** Something that follows from the model and is shown as if it stood in the text. */
export interface Hint {
  readonly kind: HintKind;
  readonly position: Position;
  readonly text: string;
  /** A value and the environment that gives it, where the text says these. */
  readonly says?: { readonly value: string; readonly environment: string };
  /** Where it comes from, which a click opens; a path of the project. */
  readonly origin: { readonly file: string; readonly range: Range };
  /** Sentences that are shown when the pointer rests on it. */
  readonly tooltip?: string;
  /** What is inserted when the hint is taken into the text. */
  readonly insert?: string;
  /** What the hint is about, for those whose reason is only computed when it is asked for. */
  readonly about?: { readonly kind: string; readonly qualifiedName: string };
}
