import { printDeclaredName, printName, type Range, type Symbol } from '../../../language/index.ts';
import type { FileOccurrences } from '../../names/find-occurrences.ts';
import type { Occurrence } from '../../names/occurrences.ts';

/** What an edit of a rename is about; each can be looked at by itself in the editor's preview. */
export type RenamePart = 'name' | 'text' | 'key' | 'package' | 'folder' | 'path' | 'project';

export interface RenameEdit {
  /** Relative to the project folder. */
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
  readonly part: RenamePart;
}

/** The edits that give declarations a new name. `first` is what was asked for; all others follow it. */
export function renameEdits(
  found: readonly FileOccurrences[],
  first: Symbol,
  newName: string,
  inBackticks = false,
): RenameEdit[] {
  return found.flatMap(({ model, occurrences }) =>
    occurrences
      // Where an import gave it another name, that name stays.
      .filter(({ name, symbols }) => symbols.some((symbol) => symbol.name === name))
      .map((occurrence) => ({
        file: model.path,
        range: occurrence.range,
        newText: written(newName, occurrence, inBackticks),
        part: partOf(occurrence, first),
      })),
  );
}

function written(name: string, { in: place }: Occurrence, inBackticks: boolean): string {
  if (place === 'text') return name;
  if (inBackticks) return `\`${name}\``;
  return place === 'header' ? printDeclaredName(name) : printName(name);
}

function partOf({ symbols, in: place }: Occurrence, first: Symbol): RenamePart {
  if (place === 'text') return 'text';
  const isKey =
    first.kind === 'column' && !symbols.some((each) => each === first || each.node === first.node);
  return isKey ? 'key' : 'name';
}
