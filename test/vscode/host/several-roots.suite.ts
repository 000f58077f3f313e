import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { untilFindings } from './editing.ts';

describe('a window with several folders', () => {
  const [flights, shop, closed] = vscode.workspace.workspaceFolders ?? [];

  const openIn = async (folder: vscode.WorkspaceFolder, path: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
    await vscode.window.showTextDocument(document);
    return document;
  };

  it('keeps the projects apart', async () => {
    const model = await openIn(shop!, 'shop.tenon');
    const findings = await untilFindings(model.uri, (all) => all.length > 0);
    assert.ok(findings.some(({ message }) => message.includes('swipes')));
    await openIn(flights!, 'delays/features.tenon');
    const found = await vscode.commands.executeCommand<{ files: number }>(COMMANDS.check);
    assert.ok(found.files >= 7);
  });

  it('takes the project of the open file, with an environment of its own', async () => {
    await openIn(flights!, 'delays/service.tenon');
    assert.equal(
      await vscode.commands.executeCommand(COMMANDS.selectEnvironment, { environment: 'prod' }),
      'prod',
    );
    await openIn(shop!, 'shop.tenon');
    const summary = await vscode.commands.executeCommand<{ files: number }>(COMMANDS.check);
    assert.equal(summary.files, 1);
    assert.equal(
      await vscode.commands.executeCommand(COMMANDS.selectEnvironment, { environment: null }),
      null,
    );
  });

  it('compares nothing, and asks nothing, where no environment is declared', async () => {
    await openIn(shop!, 'shop.tenon');
    assert.equal(await vscode.commands.executeCommand(COMMANDS.compareEnvironments), undefined);
  });

  it('follows folders that come and go', async () => {
    const model = vscode.Uri.joinPath(closed!.uri, 'closed.tenon');
    await untilFindings(model, (all) => all.length > 0);
    vscode.workspace.updateWorkspaceFolders(2, 1);
    await untilFindings(model, (all) => all.length === 0);
  });
});
