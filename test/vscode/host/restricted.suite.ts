import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../../../protocol/index.ts';
import { open, placeOf, replace, untilDiagnostics, uriOf, whileClosingNotifications } from './editing.ts';

describe('a workspace that is not trusted', () => {
  it('is one', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('is checked and explained', async () => {
    const data = await open('delays/data.tenon');
    await replace(data, 'distance     : float64', 'mileage      : float64');
    await untilDiagnostics('delays/features.tenon', (all) => all.length > 0);
    await vscode.commands.executeCommand('undo');
    await untilDiagnostics('delays/features.tenon', (all) => all.length === 0);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      data.uri,
      placeOf(data, 'source flights', 7),
    );
    assert.match((hover!.contents[0] as vscode.MarkdownString).value, /source flights/u);
  });

  it('may compare environments: nothing is started or written for it', async () => {
    const before = await namesInFolder();
    const project = uriOf('').toString().replace(/\/$/u, '');
    const pair = { project, one: 'dev', other: 'prod' };
    const compare = (what: string): Thenable<{ differing?: number; files?: readonly string[] }> =>
      vscode.commands.executeCommand(COMMANDS.compareEnvironments, { ...pair, what });
    assert.ok((await compare('model')).differing! > 5);
    assert.ok((await compare('files')).files!.includes('terraform/buckets.tf'));
    assert.deepEqual(await namesInFolder(), before);
  });

  it('gets no files, no measurements and no deployments', async () => {
    const before = await namesInFolder();
    const project = uriOf('').toString().replace(/\/$/u, '');
    const wanted: readonly [CommandId, object][] = [
      [COMMANDS.generate, { project, environment: 'dev', targets: ['terraform'], write: true }],
      [COMMANDS.benchmark, { project, model: 'flights.delays.late_net' }],
      [COMMANDS.deploy, { project, environment: 'dev', steps: [1] }],
      [COMMANDS.capacity, { project, name: 'flights.delays.delay_api' }],
      [COMMANDS.newProject, { template: 'minimal', folder: `${project}/new`, open: false }],
    ];
    for (const [id, argument] of wanted)
      assert.equal(
        await whileClosingNotifications(vscode.commands.executeCommand(id, argument)),
        undefined,
        id,
      );
    assert.deepEqual(await namesInFolder(), before);
    assert.deepEqual(vscode.window.terminals, []);
  });
});

const namesInFolder = async (): Promise<string[]> =>
  (await vscode.workspace.fs.readDirectory(uriOf(''))).map(([name]) => name).sort();
