import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { codeActionsAt, open, projectUri, replace, untilDiagnostics } from '../host/editing.ts';

describe('an editor in Chinese', () => {
  it('is spoken to in Chinese by the extension', async () => {
    assert.equal(vscode.env.language, 'zh-cn');
    await open('delays/data.tenon');
    const uri = await vscode.commands.executeCommand<string>('tenon.reportBug');
    const report = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.match(report.getText(), /^# 错误报告/u);
  });

  it('shows pages of elements in Chinese, whose places are links', async () => {
    await open('delays/service.tenon');
    const uri = await vscode.commands.executeCommand<string>(COMMANDS.inspect, {
      project: projectUri(),
      name: 'flights.delays.delay_api',
      kind: 'service',
    });
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.match(page.getText(), /^# 服务 delay_api\n\n.*，声明于 delays\/service\.tenon:7:9，/u);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      page.uri,
    );
    const places = [...page.getText().matchAll(/\.tenon:\d+:\d+/gu)];
    assert.equal(links.length, places.length);
    for (const { target } of links)
      assert.match(decodeURIComponent(target!.toString()), /\/flights\/(?:delays|platform)\/\w+\.tenon#L/u);
  });

  it('heads the page of a rule with what it finds', async () => {
    const uri = await vscode.commands.executeCommand<string>(COMMANDS.explainRule, 'TN1301');
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.match(
      page.getText(),
      /^# TN1301\n\n数据源的事件时间.*。\n\n\*以下页面为英文。\*\n\n## TN1301: event time\n/u,
    );
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
