import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, replace, untilDiagnostics, uriOf } from './editing.ts';

describe('a project whose files are on no disk', () => {
  it('holds a model against the header of its ONNX file', async () => {
    const models = await open('delays/model.tenon');
    await replace(models, 'float32[batch, 1]', 'float32[batch, 2]');
    const findings = await untilDiagnostics('delays/model.tenon', (all) => all.length > 0);
    assert.match(findings[0]!.message, /onnx/u);
    await vscode.commands.executeCommand('undo');
    await untilDiagnostics('delays/model.tenon', (all) => all.length === 0);
  });

  it('takes over a file that comes and goes', async () => {
    const uri = uriOf('delays/broken.tenon');
    await vscode.workspace.fs.writeFile(
      uri,
      new TextEncoder().encode('package delays\n\nsource x { formt: csv }\n'),
    );
    await untilDiagnostics('delays/broken.tenon', (all) => all.length > 0);
    await vscode.workspace.fs.delete(uri);
    await untilDiagnostics('delays/broken.tenon', (all) => all.length === 0);
  });

  it('leads to another file of the same file system', async () => {
    const features = await open('delays/features.tenon');
    const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      features.uri,
      placeOf(features, 'avg(dep_delay)', 4),
    );
    assert.equal(definition!.uri.toString(), uriOf('delays/data.tenon').toString());
  });

  it('checks the whole project', async () => {
    const summary = await vscode.commands.executeCommand<{ files: number; errors: number }>('tenon.check');
    assert.equal(summary.errors, 0);
    assert.ok(summary.files > 3);
  });

  it('says why something is as it is', async () => {
    await open('delays/features.tenon');
    const uri = await vscode.commands.executeCommand<string>('tenon.why', { name: 'airport_load' });
    const text = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.match(text.getText(), /airport_load/u);
  });

  it('compares two environments, models and files', async () => {
    const pair = { one: 'dev', other: 'prod' };
    const compare = (what: string): Thenable<{ differing?: number; files?: readonly string[] }> =>
      vscode.commands.executeCommand('tenon.compareEnvironments', { ...pair, what });
    assert.ok((await compare('model')).differing! > 5);
    assert.ok((await compare('files')).files!.includes('terraform/buckets.tf'));
  });

  it('shows what would be generated, and writes nothing', async () => {
    const reviewed = await vscode.commands.executeCommand<{ reviewed: number }>('tenon.generate', {
      environment: null,
      targets: ['triton', 'terraform'],
    });
    assert.ok(reviewed.reviewed > 3);
    const written = await vscode.commands.executeCommand('tenon.generate', {
      environment: null,
      targets: ['triton'],
      write: true,
    });
    assert.equal(written, undefined);
    const folder = await vscode.workspace.fs.stat(uriOf('generated')).then(
      () => 'there',
      () => 'not there',
    );
    assert.equal(folder, 'not there');
  });

  it('starts no program', async () => {
    assert.equal(await vscode.commands.executeCommand('tenon.benchmark'), undefined);
    assert.equal(await vscode.commands.executeCommand('tenon.capacity'), undefined);
  });
});
