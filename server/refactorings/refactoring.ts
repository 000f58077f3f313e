import type { Symbol, TextEdit } from '../../language/index.ts';
import type { FileOccurrences } from '../names/find-occurrences.ts';
import type { ModelFile } from '../workspace/model-file.ts';

/** A file, and what is selected in it: half-open offsets, which are the same for a cursor. */
export interface Selected {
  readonly model: ModelFile;
  readonly start: number;
  readonly end: number;
}

/** One way to change what is selected; `choice` tells the refactoring which of its ways it is. */
export type Offer =
  | { readonly title: string; readonly choice: string }
  /** What somebody may look for here, and why it can't be done. */
  | { readonly title: string; readonly refusal: string };

/** Why something can't be done, as a sentence. */
export interface Refusal {
  readonly problem: string;
}

/** What a refactoring changes, and what about the model may be different afterwards. */
export interface Change {
  readonly edits: readonly TextEdit[];
  /** New files by path, with their texts. */
  readonly created?: ReadonlyMap<string, string>;
  /** Elements that have another qualified name afterwards. */
  readonly moved?: ReadonlyMap<string, string>;
  /** What is made from a template before or afterwards, with the template: who names a part of it may mean either. */
  readonly made?: ReadonlyMap<string, string>;
  /** Qualified names of elements that come or go, which nobody else may miss. */
  readonly appearing?: readonly string[];
  readonly vanishing?: readonly string[];
  /** Names that others may see differently afterwards: files with them are looked at, too. */
  readonly concerns?: readonly string[];
  /** A name that was made up, which its author will want to choose. */
  readonly named?: { readonly file: string; readonly kind: string; readonly name: string };
}

export interface RefactoringTools {
  /** Every place of the project that means one of the declarations. */
  readonly find: (symbols: readonly Symbol[]) => Promise<readonly FileOccurrences[]>;
}

/**
 * A change of the text that leaves what the model says as it is. Offers are made by looking at the syntax around
 * the selection alone, since editors ask for them at every move of the cursor; the change is made when it is chosen.
 */
export interface Refactoring {
  readonly id: string;
  /** Kind of code action, such as `refactor.extract.parameter`. */
  readonly kind: string;
  offers(selected: Selected): readonly Offer[];
  change(selected: Selected, choice: string, tools: RefactoringTools): Promise<Change | Refusal>;
}
