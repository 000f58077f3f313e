import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeActionsAt, open, replace, untilDiagnostics } from '../host/editing.ts';

describe('an editor in Chinese', () => {
  it('is spoken to in Chinese by the extension', async () => {
    assert.equal(vscode.env.language, 'zh-cn');
    await open('delays/data.tenon');
    const uri = await vscode.commands.executeCommand<string>('tenon.reportBug');
    const report = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.match(report.getText(), /^# 错误报告/u);
  });

  it('is spoken to in Chinese by the server', async () => {
    const data = await open('delays/data.tenon');
    await replace(data, 'format: parquet', 'formt: parquet');
    const [finding] = await untilDiagnostics('delays/data.tenon', (all) => all.length > 0);
    const actions = await codeActionsAt(data.uri, finding!.range);
    assert.ok(actions.some(({ title }) => title === '改为 format'));
    await vscode.commands.executeCommand('undo');
  });
});
