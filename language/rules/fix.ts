import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../model/origin.ts';

/** Replaces the text of a range; an empty range inserts. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

/** What a fix would do, ready to be shown and applied. */
export interface ProposedFix {
  /** Says what will happen: "Change to fraud_net". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one that is almost certainly wanted. */
  readonly preferred?: boolean;
}

/** Makes fixes from a diagnostic's own data; it needs nothing else. */
export interface Fix {
  propose(diagnostic: Diagnostic): readonly ProposedFix[];
}
