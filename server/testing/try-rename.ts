import type { Position } from 'vscode-languageserver';
import type { Symbol } from '../../language/index.ts';
import { rename, type Renamed } from '../features/rename/rename.ts';
import type { FileOccurrences } from '../names/find-occurrences.ts';
import { occurrencesIn } from '../names/occurrences.ts';
import { applyTextEdits } from '../text/apply-text-edits.ts';
import type { ProjectHost } from '../workspace/project-host.ts';
import { modelFile } from './model-files.ts';

/** Renames what stands at a place of a project in memory, as the feature does with one on the disk. */
export function tryRename(
  host: ProjectHost,
  path: string,
  position: Position,
  newName: string,
): Promise<Renamed | undefined> {
  const find = async (symbols: readonly Symbol[]): Promise<FileOccurrences[]> =>
    host.words
      .filesWith(
        symbols.map(({ name }) => name),
        host.project,
      )
      .map((each) => modelFile(host, each))
      .map((model) => ({ model, occurrences: occurrencesIn(model, symbols) }))
      .filter(({ occurrences }) => occurrences.length > 0);
  return rename(modelFile(host, path), position, newName, find);
}

/** The project's texts after a rename. */
export function renamedTexts(host: ProjectHost, renamed: Renamed | undefined): Record<string, string> {
  if (!renamed || 'problem' in renamed) throw new Error(renamed?.problem ?? 'there is no name');
  return Object.fromEntries(
    [...host.project.files].map(([path, { text }]) => [
      path,
      applyTextEdits(
        text,
        renamed.edits.filter(({ file }) => file === path),
      ),
    ]),
  );
}
