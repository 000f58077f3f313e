import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { open, projectUri as project, uriOf } from './editing.ts';

const lensTitles = async (document: vscode.TextDocument): Promise<string[]> => {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  return lenses.map(({ command }) => command!.title);
};

describe('the commands', () => {
  it('are registered, each one that the manifest promises', async () => {
    const manifest = vscode.extensions.getExtension('tenon.tenon')!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const promised = manifest.contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(promised, Object.values(COMMANDS).sort());
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      promised.filter((id) => !registered.includes(id)),
      [],
    );
  });

  it('check the project', async () => {
    const summary = await vscode.commands.executeCommand<{ files: number; errors: number }>(COMMANDS.check, {
      project: project(),
    });
    assert.equal(summary.errors, 0);
    assert.ok(summary.files >= 7);
  });

  it('generate files, and have nothing to do the second time', async () => {
    const argument = {
      project: project(),
      environment: 'dev',
      targets: ['terraform', 'kubeflow', 'triton'],
      write: true,
    };
    const first = await vscode.commands.executeCommand<{ written: number }>(COMMANDS.generate, argument);
    assert.ok(first.written > 10);
    const names = await vscode.workspace.fs.readDirectory(uriOf('generated/flights_dev'));
    assert.deepEqual(names.map(([name]) => name).sort(), ['kubeflow', 'terraform', 'triton']);
    assert.deepEqual(await vscode.commands.executeCommand(COMMANDS.generate, argument), { written: 0 });
  });

  // Before anything is measured: figures stand in some of the generated files, which then have to be made anew.
  it('run the first step of a deployment in a terminal', async function () {
    if (process.env['TENON_TEST_TERRAFORM'] !== '1') return this.skip();
    this.timeout(120_000);
    const codes = await vscode.commands.executeCommand(COMMANDS.deploy, {
      project: project(),
      environment: 'dev',
      steps: [1],
    });
    assert.deepEqual(codes, [0]);
    assert.ok(vscode.window.terminals.length > 0);
    await vscode.workspace.fs.stat(uriOf('generated/flights_dev/terraform/.terraform.lock.hcl'));
  });

  it('measure a model, and keep the result over it', async function () {
    this.timeout(120_000);
    const model = await open('delays/model.tenon');
    assert.deepEqual(
      (await lensTitles(model)).map((title) => title.replace(/^\$\([a-z-]+\) /u, '')),
      ['Benchmark'],
    );
    const argument = { project: project(), model: 'flights.delays.late_net' };
    assert.equal(await vscode.commands.executeCommand(COMMANDS.benchmark, argument), 0);
    const [, last] = await lensTitles(model);
    assert.match(last!, /p50 .* · p99 .*\/s/u);
  });

  it('restart the server, which goes on answering', async () => {
    await vscode.commands.executeCommand(COMMANDS.restartServer);
    assert.deepEqual((await lensTitles(await open('delays/model.tenon'))).length, 2);
  });
});
