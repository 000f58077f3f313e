import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import { projectUri, untilText } from './editing.ts';

describe('the server', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const check = (): Thenable<{ files: number } | undefined> =>
    vscode.commands.executeCommand(COMMANDS.check, { project: projectUri() });

  it('comes back by itself after it was ended from outside', async () => {
    assert.ok(await check());
    const [server] = await processes('out/server.mjs');
    process.kill(server!, 'SIGKILL');
    await untilOther(server!);
    assert.ok((await check())!.files >= 7);
  });

  it('answers commands that are called while it starts', async () => {
    const [, summary] = await Promise.all([
      vscode.commands.executeCommand(COMMANDS.restartServer),
      check(),
      vscode.commands.executeCommand(COMMANDS.refreshProjects),
    ]);
    assert.ok(summary!.files >= 7);
  });

  it('gives a feature that throws a reference, which is in the report of a bug', async () => {
    // What no person can ask: the question's name is no text.
    await vscode.commands.executeCommand(COMMANDS.why, { project: projectUri(), name: 5 });
    const uri = await vscode.commands.executeCommand<string>(COMMANDS.reportBug);
    const report = (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).getText();
    assert.match(report, /failed \(reference [0-9a-f]{8}; please report it/u);
    assert.match(report, /\| Tenon \| \d+\.\d+\.\d+ \|/u);
    assert.match(report, /\| Server \| projects: \d+, model files: \d+ \|/u);
    assert.ok((await check())!.files >= 7);
  });

  it('writes what it and the editor say to each other into the log, when it is told to', async function () {
    if (vscode.version.startsWith('1.93.')) {
      this.test!.title += ' (that release shows extensions no texts of outputs)';
      this.skip();
    }
    const settings = vscode.workspace.getConfiguration('tenon');
    await vscode.commands.executeCommand(COMMANDS.showOutput);
    await settings.update('trace.server', 'messages', vscode.ConfigurationTarget.Global);
    await check();
    await untilText(await output(), (text) => text.includes("'tenon/check"));
    await settings.update('trace.server', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});

/** The text of the output that is shown, as soon as it is. */
function output(): Promise<vscode.TextDocument> {
  return new Promise((resolve) => {
    const look = (): void => {
      const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output');
      if (!shown) return;
      listener.dispose();
      resolve(shown);
    };
    const listener = vscode.workspace.onDidOpenTextDocument(look);
    look();
  });
}

/** Processes of this machine that this extension host has started with a file. */
async function processes(file: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const [stat, line] = await Promise.all(
      ['stat', 'cmdline'].map((each) => readFile(`/proc/${name}/${each}`, 'utf8').catch(() => '')),
    );
    const parent = Number(stat!.slice(stat!.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent === process.pid && line!.includes(file)) found.push(Number(name));
  }
  return found;
}

/** Waits until another process than this one runs the server; mocha's time limit ends it. */
async function untilOther(old: number): Promise<void> {
  for (;;) {
    const now = await processes('out/server.mjs');
    if (now.some((id) => id !== old)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
