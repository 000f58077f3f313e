import {
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem,
  type CompletionList,
  type Range,
} from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import { textOfLazy, type Candidate } from './candidate.ts';
import { sortText } from './ranked-list.ts';
import { plainText } from './snippet.ts';

/** What is replaced: up to the cursor, or the whole word that the cursor is in. */
export interface Ranges {
  readonly insert: Range;
  readonly replace: Range;
}

/** Finds the candidate again when the editor asks for the rest of its row. */
export interface ItemData {
  readonly list: number;
  readonly row: number;
}

/** A row as the editor is told, without what is only seen when it is chosen. */
export function completionItem(
  candidate: Candidate,
  ranges: Ranges,
  data: ItemData,
  abilities: Abilities,
): CompletionItem {
  const { label, kind, filter, goesOn, commit } = candidate;
  const detail = textOfLazy(candidate.detail);
  const isSnippet = candidate.isSnippet === true && abilities.snippets;
  const written = candidate.insert ?? label;
  const newText = candidate.isSnippet && !isSnippet ? plainText(written) : written;
  return {
    label,
    kind,
    sortText: sortText(candidate),
    data,
    ...(filter === undefined ? {} : { filterText: filter }),
    ...edit(newText, label, ranges, abilities),
    ...(newText.includes('\n') && abilities.adjustsIndentation
      ? { insertTextMode: InsertTextMode.adjustIndentation }
      : {}),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    // Editors show a detail only of the row that is chosen, but a label's description of each.
    ...(detail === undefined
      ? {}
      : abilities.labelDetails
        ? { labelDetails: { description: detail } }
        : { detail }),
    ...(commit && abilities.commitCharacters ? { commitCharacters: [...commit] } : {}),
    ...(goesOn && abilities.suggestsAgain
      ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }
      : {}),
  };
}

function edit(
  newText: string,
  label: string,
  { insert, replace }: Ranges,
  { insertReplace, sharedRange }: Abilities,
): Partial<CompletionItem> {
  if (sharedRange) return newText === label ? {} : { textEditText: newText };
  return { textEdit: insertReplace ? { newText, insert, replace } : { newText, range: replace } };
}

/** The list, with what all rows have in common said once where the editor knows that. */
export function completionList(
  items: CompletionItem[],
  isIncomplete: boolean,
  ranges: Ranges,
  { sharedRange, insertReplace }: Abilities,
): CompletionList {
  if (!sharedRange) return { isIncomplete, items };
  return { isIncomplete, items, itemDefaults: { editRange: insertReplace ? { ...ranges } : ranges.replace } };
}

/** Larger lists make typing slow over a network and in editors that keep them. In bytes. */
const MOST_BYTES = 60_000;

/** As many rows, from the first on, as a list may be large. */
export function withinSize(items: readonly CompletionItem[]): CompletionItem[] {
  let bytes = 0;
  const end = items.findIndex((item) => (bytes += bytesOf(item)) > MOST_BYTES);
  return items.slice(0, end < 0 ? items.length : end);
}

const bytesOf = (item: CompletionItem): number => ENCODER.encode(JSON.stringify(item)).length + 1;
const ENCODER = new TextEncoder();
