import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTool } from '../testing/describe-with-tool.ts';
import { tool } from '../tools/vscode.ts';
import { openWorkbench, runExtensionTests } from './vscode-host.ts';

const manifest = {
  name: 'probe',
  publisher: 'tenon-test',
  version: '0.0.1',
  engines: { vscode: '^1.91.0' },
  main: './extension.js',
  activationEvents: [],
  contributes: { commands: [{ command: 'probe.answer', title: 'Answer' }] },
};

const extension = `
const vscode = require('vscode');
exports.activate = (context) =>
  context.subscriptions.push(vscode.commands.registerCommand('probe.answer', () => 42));
`;

const entry = (expected: number): string => `
import Mocha from 'mocha';
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { runMochaInHost } from ${JSON.stringify(join(import.meta.dirname, 'mocha-run.ts'))};
export function run() {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20000 });
  mocha.suite.emit('pre-require', globalThis, 'entry', mocha);
  describe('probe', () => {
    it('answers', async () => assert.equal(await vscode.commands.executeCommand('probe.answer'), ${expected}));
    it('has the workspace', () => assert.match(vscode.workspace.workspaceFolders[0].uri.path, /a workspace$/));
    it.skip('is skipped', () => undefined);
  });
  return runMochaInHost(mocha);
}
`;

await describeWithTool('vscode', tool, (installation) => {
  let folder: string;
  let workspace: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenon-vscode-test-'));
    workspace = join(folder, 'a workspace');
    await mkdir(join(folder, 'extension'));
    await mkdir(workspace);
    await writeFile(join(workspace, 'hello.txt'), 'hello\n');
    await writeFile(join(folder, 'extension/package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'extension/extension.js'), extension);
    for (const [name, expected] of [
      ['passing', 42],
      ['failing', 43],
    ] as const) {
      await build({
        stdin: { contents: entry(expected), resolveDir: import.meta.dirname, loader: 'ts' },
        outfile: join(folder, `${name}.js`),
        bundle: true,
        platform: 'node',
        format: 'cjs',
        external: ['vscode'],
        alias: { mocha: createRequire(import.meta.url).resolve('mocha') },
        logLevel: 'error',
      });
    }
    await writeFile(join(folder, 'exiting.js'), 'exports.run = () => process.exit(0);');
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const runTests = (name: string): ReturnType<typeof runExtensionTests> =>
    runExtensionTests({
      installation,
      extensionPath: join(folder, 'extension'),
      testsPath: join(folder, `${name}.js`),
      workspace,
    });

  it('runs extension tests', async () => {
    expect(await runTests('passing')).toMatchObject({
      ok: true,
      result: { passed: 2, failed: 0, skipped: 1 },
    });
  }, 200_000);

  it('reports a failing extension test', async () => {
    const run = await runTests('failing');
    expect(run).toMatchObject({
      ok: false,
      problem: '1 failed: probe answers',
      result: { passed: 1, failed: 1 },
    });
    expect(run.result?.failures[0]?.message).toContain('42 !== 43');
  }, 200_000);

  it('does not take an early exit for success', async () => {
    expect(await runTests('exiting')).toMatchObject({ ok: false });
  }, 200_000);

  it('opens a workbench', async () => {
    const { page, close } = await openWorkbench({ installation, workspace });
    try {
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'hello.txt' }).dblclick();
      await page.locator('.monaco-editor .view-line', { hasText: 'hello' }).first().waitFor();
      const picture = join(folder, 'workbench.png');
      await page.screenshot({ path: picture });
      expect((await stat(picture)).size).toBeGreaterThan(10_000);
    } finally {
      await close();
    }
  }, 200_000);
});
