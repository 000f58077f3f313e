import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';

/** Something that can be written at the cursor. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Shown beside the label: a type, or where it comes from. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** What is written when it is not the label. */
  readonly insert?: string;
  /** `insert` has placeholders. */
  readonly isSnippet?: boolean;
  /** What follows is chosen from a list, too. */
  readonly goesOn?: boolean;
  /** Groups in the order in which they are offered: 0 fits best. */
  readonly rank: number;
  /** What has to change elsewhere, such as an import. */
  readonly alsoEdit?: TextEdit;
}

export function completionItem(candidate: Candidate, range: Range): CompletionItem {
  const { label, kind, detail, doc, insert, isSnippet, goesOn, rank, alsoEdit } = candidate;
  return {
    label,
    kind,
    sortText: `${rank} ${label}`,
    textEdit: { range, newText: insert ?? label },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // Editors show a detail only of the row that is chosen, but a label's description of each.
    ...(detail === undefined ? {} : { detail, labelDetails: { description: detail } }),
    ...(doc === undefined ? {} : { documentation: { kind: 'markdown', value: doc } }),
    ...(alsoEdit ? { additionalTextEdits: [alsoEdit] } : {}),
    ...(goesOn ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

export { CompletionItemKind as CandidateKind };
