import type { CodeLens, Command } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { isDeclaration, nameRange, type Symbol } from '../../../language/index.ts';
import { COMMANDS, type BenchmarkArgument } from '../../../protocol/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Texts } from '../../text/texts.ts';
import type { ServerFeature } from '../feature.ts';
import { lastMeasurements, type LastMeasurement } from '../../measurements/benchmark-history.ts';
import { figuresText } from '../../measurements/measured-figures.ts';

/** Over each model with an artifact: a lens that measures it, and the last result. */
export const feature: ServerFeature = {
  id: 'code-lens',
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register({ connection, workspace, texts, guard }) {
    connection.onCodeLens(
      guard.handle('code-lens', [] as CodeLens[], async ({ textDocument }) => {
        const model = await workspace.file(textDocument.uri);
        return model ? lenses(model, texts) : [];
      }),
    );
  },
};

async function lenses(model: ModelFile, texts: Texts): Promise<CodeLens[]> {
  const { root } = model.host;
  const measurable = model.file.symbols.declared.filter(hasArtifact);
  if (root === undefined || measurable.length === 0) return [];
  const last = await lastMeasurements(root);
  return measurable.flatMap((symbol) => {
    const argument: BenchmarkArgument = { project: URI.file(root).toString(), model: symbol.qualifiedName };
    const result: LastMeasurement | undefined = last.get(symbol.qualifiedName);
    const range = nameRange(symbol);
    const titles = [`$(play) ${texts.of('Benchmark')}`, ...(result ? [figuresText(result)] : [])];
    return titles.map((title) => ({ range, command: command(title, argument) }));
  });
}

const command = (title: string, argument: BenchmarkArgument): Command => ({
  title,
  command: COMMANDS.benchmark,
  arguments: [argument],
});

/** Models whose artifact is written in their own body; a template's artifact counts for its instances. */
function hasArtifact(symbol: Symbol): boolean {
  if (symbol.kind !== 'model' || !isDeclaration(symbol.node)) return false;
  const statements = symbol.node.body?.statements ?? [];
  return statements.some((statement) => statement.$type === 'Entry' && statement.name === 'artifact');
}
