import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { open, placeOf, projectUri, replace, untilText } from './editing.ts';

describe('the questions and views of the editor', () => {
  const service = 'flights.delays.delay_api';
  const choose = (environment: string | null | undefined): Thenable<unknown> =>
    vscode.commands.executeCommand(COMMANDS.selectEnvironment, { project: projectUri(), environment });

  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('inspect an element, and the page follows the environment and the model', async () => {
    await choose('prod');
    const uri = await vscode.commands.executeCommand<string>(COMMANDS.inspect, {
      project: projectUri(),
      name: service,
      kind: 'service',
    });
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.match(page.getText(), /^# service delay_api$/mu);
    assert.match(page.getText(), /shown in environment prod/u);
    const [link] = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      page.uri,
    );
    assert.match(link!.target!.toString(), /delays\/service\.tenon#L\d+/u);
    await choose('dev');
    await untilText(page, (text) => text.includes('shown in environment dev'));
    const model = await open('delays/service.tenon');
    await replace(model, 'service delay_api', '/// Answers at once.\nservice delay_api');
    await untilText(page, (text) => text.includes('Answers at once.'));
    await replace(model, '/// Answers at once.\n', '');
    await model.save();
    await untilText(page, (text) => !text.includes('Answers at once.'));
  });

  it('inspect what stands at the cursor', async () => {
    const model = await open('delays/features.tenon');
    const at = placeOf(model, 'avg(dep_delay)', 5);
    vscode.window.activeTextEditor!.selection = new vscode.Selection(at, at);
    const uri = await vscode.commands.executeCommand<string>(COMMANDS.inspect);
    assert.match(decodeURIComponent(uri), /column dep_delay\.md$/u);
  });

  it('say why, with links to where it is written', async () => {
    const argument = { project: projectUri(), name: `${service}.serves` };
    const uri = await vscode.commands.executeCommand<string | undefined>(COMMANDS.why, {
      ...argument,
      name: 'flights.delays.late_net.features',
    });
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri!));
    assert.match(page.getText(), /--> .*\.tenon:\d+:\d+/u);
  });

  it('show the lineage of a name', async () => {
    const model = await open('delays/features.tenon');
    const at = placeOf(model, 'avg(dep_delay)', 5);
    vscode.window.activeTextEditor!.selection = new vscode.Selection(at, at);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.showLineage), 'dep_delay');
  });

  it('have an answer where there is nothing to ask about', async () => {
    const argument = { project: projectUri(), name: 'flights.delays.nothing' };
    assert.equal(await vscode.commands.executeCommand(COMMANDS.inspect, argument), undefined);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.why, argument), undefined);
    const text = await vscode.workspace.openTextDocument({ content: 'no model' });
    await vscode.window.showTextDocument(text);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.showLineage), undefined);
  });

  it('do the steps of the walkthrough in the example', async () => {
    assert.ok(await vscode.commands.executeCommand(COMMANDS.tryExample, 'types'));
    assert.ok(await vscode.commands.executeCommand(COMMANDS.tryExample, 'mistake'));
    const { document } = vscode.window.activeTextEditor!;
    assert.match(document.getText(), /departed_late/u);
    await replace(document, 'departed_late ', 'dep_delay ');
    await document.save();
    assert.equal(await vscode.commands.executeCommand(COMMANDS.tryExample, 'unknown'), undefined);
  });
});
