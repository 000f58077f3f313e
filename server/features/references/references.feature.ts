import { setImmediate } from 'node:timers/promises';
import type { CancellationToken, Location } from 'vscode-languageserver';
import type { Symbol } from '../../../language/index.ts';
import { occurrencesIn, symbolsAt } from '../../names/occurrences.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ServerFeature } from '../feature.ts';

/** From a name to every place of the project that means the same. */
export const feature: ServerFeature = {
  id: 'references',
  capabilities: { referencesProvider: true },
  register({ connection, workspace, guard }) {
    connection.onReferences(
      guard.handle('references', [] as Location[], async ({ textDocument, position, context }, token) => {
        const model = await workspace.file(textDocument.uri);
        const symbols = model ? symbolsAt(model, position) : [];
        if (!model || symbols.length === 0) return [];
        return findReferences(workspace, model, symbols, context.includeDeclaration, token);
      }),
    );
  },
};

/** How many files are looked at before others get a turn. */
const AT_ONCE = 20;

async function findReferences(
  workspace: Workspace,
  from: ModelFile,
  symbols: readonly Symbol[],
  includeDeclaration: boolean,
  token: CancellationToken,
): Promise<Location[]> {
  const result: Location[] = [];
  const names = [...new Set(symbols.map((symbol) => symbol.name))];
  let looked = 0;
  for (const [path, { text }] of from.project.files) {
    // Reading the text is much cheaper than binding the names of a file that can't mention this one.
    if (!names.some((name) => text.includes(name))) continue;
    if (++looked % AT_ONCE === 0) await setImmediate();
    if (token.isCancellationRequested) return [];
    const model = workspace.fileIn(from.host, path);
    for (const { range, isDeclaration } of model ? occurrencesIn(model, symbols) : []) {
      if (includeDeclaration || !isDeclaration) result.push({ uri: model!.uri, range });
    }
  }
  return result;
}
