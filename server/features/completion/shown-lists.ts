import type { CompletionItem } from 'vscode-languageserver';
import type { Candidate } from './candidate.ts';
import type { ItemData } from './completion-item.ts';

interface ShownList {
  readonly id: number;
  readonly uri: string;
  readonly rows: readonly Candidate[];
}

/** Editors ask for the rest of a row while the next list is already on its way. */
const KEPT = 3;

/** The lists that were shown last, for rows of which the editor wants to know more. */
export class ShownLists {
  #lists: readonly ShownList[] = [];
  #last = 0;

  add(uri: string, rows: readonly Candidate[]): number {
    const id = ++this.#last;
    this.#lists = [...this.#lists, { id, uri, rows }].slice(-KEPT);
    return id;
  }

  find({ data }: CompletionItem): { readonly uri: string; readonly candidate: Candidate } | undefined {
    const { list, row } = (data ?? {}) as Partial<ItemData>;
    const shown = this.#lists.find(({ id }) => id === list);
    const candidate = row === undefined ? undefined : shown?.rows[row];
    return shown && candidate && { uri: shown.uri, candidate };
  }
}
