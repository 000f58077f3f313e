import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { whileClosingNotifications } from './editing.ts';

describe('a new project', () => {
  let parent: string;
  before(async () => {
    parent = await realpath(await mkdtemp(join(tmpdir(), 'tenon new ')));
  });
  after(() => rm(parent, { recursive: true, force: true }));

  const make = (template: string, folder: string): Thenable<unknown> =>
    vscode.commands.executeCommand(COMMANDS.newProject, {
      template,
      folder: vscode.Uri.file(folder).toString(),
      open: false,
    });

  for (const template of ['minimal', 'flights']) {
    it(`is written from the template ${template}`, async () => {
      const folder = join(parent, template);
      assert.equal(await make(template, folder), vscode.Uri.file(folder).toString());
      const names = await readdir(folder, { recursive: true });
      assert.ok(names.includes('tenon.json'));
      assert.ok(names.some((name) => name.endsWith('.tenon')));
    });
  }

  it('overwrites nothing', async () => {
    const folder = join(parent, 'minimal');
    await writeFile(join(folder, 'tenon.json'), '{ "language": 1 }');
    assert.equal(await whileClosingNotifications(make('minimal', folder)), undefined);
    assert.equal(await readFile(join(folder, 'tenon.json'), 'utf8'), '{ "language": 1 }');
  });
});
