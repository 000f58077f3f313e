import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeActionsAt, open, placeOf, replace, untilDiagnostics } from './editing.ts';

describe('the language in the editor', () => {
  it('shows a finding in another file, and takes it back', async () => {
    const data = await open('delays/data.tenon');
    await untilDiagnostics('delays/features.tenon', (all) => all.length === 0);
    await replace(data, 'distance     : float64', 'mileage      : float64');
    const [finding] = await untilDiagnostics('delays/features.tenon', (all) => all.length > 0);
    assert.match(finding!.message, /distance/u);
    assert.equal(finding!.source, 'tenon');
    await vscode.commands.executeCommand('undo');
    await untilDiagnostics('delays/features.tenon', (all) => all.length === 0);
  });

  it('answers hover, definition, references, completion, outline, folding', async () => {
    const features = await open('delays/features.tenon');
    const at = placeOf(features, 'avg(dep_delay)', 4);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      features.uri,
      at,
    );
    assert.match((hover!.contents[0] as vscode.MarkdownString).value, /dep_delay\s+: float64\?/u);
    const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      features.uri,
      at,
    );
    assert.match(definition!.uri.path, /data\.tenon$/u);
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      features.uri,
      at,
    );
    assert.ok(references.length >= 3);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      features.uri,
      at,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('dep_delay'));
    const outline = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      features.uri,
    );
    assert.ok(outline.some(({ name }) => name === 'airport_load'));
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      features.uri,
    );
    assert.ok(folds.length > 3);
  });

  it('offers the example of a declaration once, and where it fits', async () => {
    const offered = async (text: string, at: vscode.Position): Promise<string[]> => {
      const { uri } = await vscode.workspace.openTextDocument({ language: 'tenon', content: text });
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        at,
      );
      return (
        list.items
          .map(({ insertText }) => (insertText instanceof vscode.SnippetString ? insertText.value : ''))
          // The noun itself comes with an empty body.
          .filter((body) => body.startsWith('pipeline ') && body.split('\n').length > 3)
      );
    };
    assert.equal((await offered('', new vscode.Position(0, 0))).length, 1);
    assert.equal((await offered('source rows {\n  \n}\n', new vscode.Position(1, 2))).length, 0);
  });

  it('renames what a refactoring has made', async () => {
    const service = await open('delays/service.tenon');
    const at = placeOf(service, '20ms');
    const actions = await codeActionsAt(
      service.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.RefactorExtract,
    );
    assert.ok(actions.some(({ command }) => command?.command === '_tenon.renameAt'));
    assert.ok((await vscode.commands.getCommands()).includes('_tenon.renameAt'));
  });

  it('formats', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'tenon',
      content: 'entity   x{key:  y }\n',
    });
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    assert.ok(edits.length > 0);
  });

  it('offers a quick fix', async () => {
    const data = await open('delays/data.tenon');
    await replace(data, 'format: parquet', 'formt: parquet');
    const [finding] = await untilDiagnostics('delays/data.tenon', (all) => all.length > 0);
    const actions = await codeActionsAt(data.uri, finding!.range);
    assert.ok(actions.some(({ title }) => title === 'Change to format'));
    await vscode.commands.executeCommand('undo');
    await untilDiagnostics('delays/data.tenon', (all) => all.length === 0);
  });

  it('folds an untitled text into no project', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'tenon',
      content: 'source x { formt: parquet }\n',
    });
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (vscode.languages.getDiagnostics(document.uri).length > 0) resolve();
      };
      vscode.languages.onDidChangeDiagnostics(look);
      look();
    });
  });
});
