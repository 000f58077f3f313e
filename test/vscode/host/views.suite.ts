import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, type CompareEnvironmentsArgument } from '../../../protocol/index.ts';
import { open, placeOf, projectUri, replace, untilText } from './editing.ts';

describe('the questions and views of the editor', () => {
  const service = 'flights.delays.delay_api';
  const choose = (environment: string | null | undefined): Thenable<unknown> =>
    vscode.commands.executeCommand(COMMANDS.selectEnvironment, { project: projectUri(), environment });

  interface Compared {
    readonly one?: string;
    readonly other?: string;
    readonly differing?: number;
    readonly files?: readonly string[];
  }
  const compare = (
    one: string | null,
    other: string | null,
    what: CompareEnvironmentsArgument['what'] & string,
  ): Thenable<Compared> =>
    vscode.commands.executeCommand(COMMANDS.compareEnvironments, { project: projectUri(), one, other, what });

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

  it('compare the models of two environments, as two texts that lead to the model and follow it', async () => {
    const shown = await compare('dev', 'prod', 'model');
    assert.ok(shown.differing! > 5);
    const [one, other] = await Promise.all(
      [shown.one!, shown.other!].map((uri) => vscode.workspace.openTextDocument(vscode.Uri.parse(uri))),
    );
    assert.match(
      one!.getText(),
      /^ {2}machine: g4dn\.xlarge {2}\/\/ environment dev at delays\/release\.tenon:10:/mu,
    );
    assert.match(
      other!.getText(),
      /^ {2}machine: g5\.xlarge {2}\/\/ environment prod at delays\/release\.tenon:16:/mu,
    );
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.deepEqual([input.original.toString(), input.modified.toString()], [shown.one, shown.other]);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      other!.uri,
    );
    assert.ok(links.some(({ target }) => /delays\/release\.tenon#L16%2C/u.test(target!.toString())));
    const release = await open('delays/release.tenon');
    await replace(release, 'machine: "g5.xlarge"', 'machine: "g5.2xlarge"');
    await untilText(other!, (text) => text.includes('machine: g5.2xlarge'));
    await replace(release, 'machine: "g5.2xlarge"', 'machine: "g5.xlarge"');
    await release.save();
    await untilText(other!, (text) => !text.includes('machine: g5.2xlarge'));
  });

  it('compare an environment with the declarations as they stand, and say when nothing differs', async () => {
    const declared = await compare(null, 'dev', 'model');
    assert.match(decodeURIComponent(declared.one!), /No environment ↔ dev/u);
    assert.deepEqual(await compare('dev', 'dev', 'model'), { one: '', other: '', differing: 0 });
    assert.deepEqual(await compare('dev', 'dev', 'files'), { files: [] });
    assert.equal(await compare('dev', 'nowhere', 'model'), undefined);
  });

  it('compare the files of two environments in one diff, and write none', async () => {
    const { files } = await compare('dev', 'prod', 'files');
    assert.ok(files!.includes('terraform/buckets.tf'));
    assert.ok(files!.includes('kubeflow/nightly/pipeline.py'));
    const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    assert.ok(
      labels.some((label) => label.startsWith('dev ↔ prod (flights)')),
      labels.join(', '),
    );
    const names = (await vscode.workspace.fs.readDirectory(vscode.Uri.parse(projectUri()))).map(
      ([name]) => name,
    );
    assert.ok(!names.includes('generated'));
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
