import type { CodeLens } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { isDeclaration, nameRange, type Symbol } from '../../../language/index.ts';
import { COMMANDS, type BenchmarkArgument } from '../../../protocol/index.ts';
import { artifactOf, currencyOf } from '../../measurements/measured-files.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Texts } from '../../text/texts.ts';
import type { ServerFeature } from '../feature.ts';
import { resultTitle } from './result-title.ts';

/** Over each model with an artifact: a lens that measures it, and the last result, which opens its report. */
export const feature: ServerFeature = {
  id: 'code-lens',
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register({ connection, workspace, texts, guard, machine }) {
    connection.onCodeLens(
      guard.handle('code-lens', [] as CodeLens[], async ({ textDocument }) => {
        const model = await workspace.file(textDocument.uri);
        // Where nothing can be measured, the results that are there are shown all the same.
        return model ? lenses(model, texts, machine !== undefined) : [];
      }),
    );
  },
};

async function lenses({ host, file }: ModelFile, texts: Texts, canMeasure: boolean): Promise<CodeLens[]> {
  const { root } = host;
  const measurable = file.symbols.declared.filter(hasArtifact);
  if (root === undefined || measurable.length === 0) return [];
  const { last } = await host.history.read();
  return measurable.flatMap((symbol) => {
    const { qualifiedName: model } = symbol;
    const argument: BenchmarkArgument = { project: URI.file(root).toString(), model };
    const lens = (title: string, command: string): CodeLens => ({
      range: nameRange(symbol),
      command: { title, command, arguments: [argument] },
    });
    const measure = canMeasure ? [lens(`$(play) ${texts.of('Benchmark')}`, COMMANDS.benchmark)] : [];
    const result = last.get(model);
    if (!result) return measure;
    const currency = currencyOf(result, artifactOf(model, host), host);
    return [...measure, lens(resultTitle(result, currency, texts), COMMANDS.showBenchmarkReport)];
  });
}

/** Models whose artifact is written in their own body; a template's artifact counts for its instances. */
function hasArtifact(symbol: Symbol): boolean {
  if (symbol.kind !== 'model' || !isDeclaration(symbol.node)) return false;
  const statements = symbol.node.body?.statements ?? [];
  return statements.some((statement) => statement.$type === 'Entry' && statement.name === 'artifact');
}
