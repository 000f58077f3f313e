import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { untilFindings } from './editing.ts';

describe('a window without a folder', () => {
  it('checks an untitled model and answers about it', async () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    const document = await vscode.workspace.openTextDocument({
      language: 'tenon',
      content: 'source x { formt: parquet }\n',
    });
    await vscode.window.showTextDocument(document);
    const [finding] = await untilFindings(document.uri, (all) => all.length > 0);
    assert.equal(finding!.source, 'tenon');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 7),
    );
    assert.match((hover!.contents[0] as vscode.MarkdownString).value, /source x/u);
  });

  it('says that there is no project, and writes nothing', async () => {
    const commands = [
      COMMANDS.check,
      COMMANDS.generate,
      COMMANDS.benchmark,
      COMMANDS.deploy,
      COMMANDS.selectEnvironment,
      COMMANDS.why,
      COMMANDS.inspect,
      COMMANDS.capacity,
    ];
    for (const id of commands) assert.equal(await vscode.commands.executeCommand(id), undefined, id);
    assert.ok(await vscode.commands.executeCommand(COMMANDS.reportBug));
  });
});
