import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver';
import type { Symbol } from '../../language/index.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { occurrencesIn, type Occurrence } from './occurrences.ts';

/** The places of one file that mean something. */
export interface FileOccurrences {
  readonly model: ModelFile;
  readonly occurrences: readonly Occurrence[];
}

/** How many files are looked at before others get a turn. */
const AT_ONCE = 20;

/** Every place of the project that means one of the declarations. Only files with the name in their text are looked at. */
export async function findOccurrences(
  workspace: Workspace,
  from: ModelFile,
  symbols: readonly Symbol[],
  token: CancellationToken,
): Promise<FileOccurrences[]> {
  const result: FileOccurrences[] = [];
  let looked = 0;
  for (const path of from.host.words.filesWith(
    symbols.map(({ name }) => name),
    from.project,
  )) {
    if (++looked % AT_ONCE === 0) await setImmediate();
    if (token.isCancellationRequested) return [];
    const model = workspace.fileIn(from.host, path);
    const occurrences = model ? occurrencesIn(model, symbols) : [];
    if (occurrences.length > 0) result.push({ model: model!, occurrences });
  }
  return result;
}
