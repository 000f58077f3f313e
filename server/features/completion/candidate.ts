import { CompletionItemKind } from 'vscode-languageserver';
import type { Symbol } from '../../../language/index.ts';

/** Something that can be written at the cursor. */
export interface Candidate {
  readonly label: string;
  /** The label says something about what is written and is no piece of it. */
  readonly isSaid?: boolean;
  /** What it is called when a better one has its label already; left out when there is none. */
  readonly otherwise?: string;
  readonly kind: CompletionItemKind;
  /** Shown beside the label: a type, or where it comes from. Asked for only when the row is shown. */
  readonly detail?: Lazy;
  /** What stands for a detail that is a name, such as that of a rule, in the languages of other editors; English. */
  readonly inWords?: string;
  /** Markdown. Asked for only when the row is chosen. */
  readonly doc?: Lazy;
  /** What is written when it is not the label. */
  readonly insert?: string;
  /** `insert` has placeholders. */
  readonly isSnippet?: boolean;
  /** What follows is chosen from a list, too. */
  readonly goesOn?: boolean;
  /** Groups in the order in which they are offered: 0 fits best. */
  readonly rank: number;
  /** Order inside its group, such as how far away it is declared; by label when it is the same. */
  readonly order?: number;
  /** What is typed to find it, when that is not the label. */
  readonly filter?: string;
  /** It is made from what is typed so far, so that more makes it another one. */
  readonly onlySoFar?: boolean;
  /** Characters that choose it and are written behind it. Only where nothing else could be meant. */
  readonly commit?: readonly string[];
  /** What it names. */
  readonly symbol?: Symbol;
  /** A name of another package, which has to be imported. */
  readonly importOf?: { readonly package: string; readonly name: string };
}

export type Lazy = string | (() => string | undefined);

export const textOfLazy = (text: Lazy | undefined): string | undefined =>
  typeof text === 'function' ? text() : text;

export { CompletionItemKind as CandidateKind };
