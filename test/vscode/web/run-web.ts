import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { Page } from 'playwright-core';
import { stageExtension } from '../../../tools/package-content.ts';
import type { VsCodeInstallation } from '../../../tools/setup/tools/vscode.ts';
import { launchBrowser } from '../../../tools/setup/vscode/browser.ts';
import {
  readExtensionTestResult,
  type ExtensionTestResult,
} from '../../../tools/setup/vscode/extension-test-result.ts';
import { startVsCodeServer, type VsCodeServer } from '../../../tools/setup/vscode/vscode-server.ts';
import { exampleFiles } from '../example-workspace.ts';

/** Milliseconds for the whole run. */
const LIMIT = 240_000;

/** Languages of the editor that the suites run in. */
export const WEB_LANGUAGES = ['en', 'zh-cn'] as const;
export type WebLanguage = (typeof WEB_LANGUAGES)[number];

export interface WebTestRun {
  readonly ok: boolean;
  readonly problem?: string;
  readonly result?: ExtensionTestResult;
  /** What the window and its extension hosts printed. */
  readonly log: readonly string[];
}

/**
 * Runs the suites of `web/` in the extension host of a browser, on a copy of the example that lies in no folder of a
 * disk. The extension is served beside VS Code's own files; the window takes it as one under development.
 */
export async function runWebTests(
  installation: VsCodeInstallation,
  language: WebLanguage,
): Promise<WebTestRun> {
  const temporary = await mkdtemp(join(tmpdir(), 'tenon-web-tests-'));
  const served = await mkdtemp(join(installation.vscode, 'zz-tenon-web-'));
  const resultFile = join(temporary, 'result.json');
  const log: string[] = [];
  const server = await startVsCodeServer({ installation, smokeDriver: true });
  try {
    stageExtension(join(served, 'tenon'), { native: false });
    await bundle('files-extension.ts', join(served, 'files/extension.js'), {
      EXAMPLE_FILES: JSON.stringify(await exampleFiles()),
    });
    await writeFile(join(served, 'files/package.json'), JSON.stringify(FILES_EXTENSION));
    await bundle('index.ts', join(served, 'files/tests.js'), {
      LANGUAGE: JSON.stringify(language),
      RESULT_URI: JSON.stringify(`vscode-remote://${server.authority}${resultFile}`),
    });
    const window = { language, folder: basename(served) };
    const ended = await runInWindow(installation, server, window, log);
    const result = await readExtensionTestResult(resultFile);
    const problem = ended ?? (result ? undefined : 'the tests ended without a result');
    const ok = problem === undefined && result!.failed === 0 && result!.passed > 0;
    return { ok, ...(problem === undefined ? {} : { problem }), ...(result ? { result } : {}), log };
  } finally {
    await server.stop();
    await rm(served, { recursive: true, force: true });
    await rm(temporary, { recursive: true, force: true });
  }
}

const FILES_EXTENSION = {
  name: 'files',
  publisher: 'tenon-tests',
  version: '1.0.0',
  engines: { vscode: '^1.91.0' },
  browser: './extension.js',
  activationEvents: ['onFileSystem:tenon-files'],
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

async function bundle(entry: string, outfile: string, define: BuildOptions['define'] & {}): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    define,
    alias: {
      'node:assert/strict': join(import.meta.dirname, 'assert.ts'),
      'mocha/mocha.js': createRequire(import.meta.url).resolve('mocha/mocha.js'),
    },
    logLevel: 'error',
  });
}

/** What went wrong, if something did. */
async function runInWindow(
  installation: VsCodeInstallation,
  server: VsCodeServer,
  { language, folder }: { readonly language: WebLanguage; readonly folder: string },
  log: string[],
): Promise<string | undefined> {
  const browser = await launchBrowser(installation);
  const limit = AbortSignal.timeout(LIMIT);
  try {
    const page = await browser.newPage();
    const ended = new Promise<string | undefined>((resolve, reject) => {
      limit.addEventListener('abort', () => resolve(`the tests did not end within ${LIMIT} ms`));
      page.once('crash', () => resolve('the window crashed'));
      page.exposeFunction('codeAutomationExit', () => resolve(undefined)).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log.push(`${type}: ${args.map(String).join(' ')}`);
    });
    page.on('console', (message) => log.push(`page: ${message.text()}`));
    const base = `${await staticAddress(page, server)}/${folder}`;
    await page.addInitScript(takeExtensions, {
      extensions: [`${base}/tenon`, `${base}/files`],
      tests: `${base}/files/tests.js`,
    });
    await page.addInitScript(speak, language);
    const payload = [
      ['extensionTestsPath', `${base}/files/tests.js`],
      ['skipWelcome', 'true'],
    ];
    const query = new URLSearchParams({ folder: 'tenon-files:/flights', payload: JSON.stringify(payload) });
    await page.goto(`${server.url}?${query.toString()}`);
    return await ended;
  } finally {
    await browser.close();
  }
}

/** Where the server has its own files: the address holds the version of VS Code. */
async function staticAddress(page: Page, server: VsCodeServer): Promise<string> {
  const response = await page.request.get(server.url);
  const [, path] = /web-base-url" data-settings="([^"]+)"/u.exec(await response.text()) ?? [];
  if (path === undefined) throw new Error('the page of VS Code names no static folder');
  return new URL(path, server.url).href;
}

/** Runs in the page: VS Code reads its configuration from an attribute. */
function takeExtensions({ extensions, tests }: { extensions: string[]; tests: string }): void {
  const components = (address: string): Record<string, string> => {
    const { protocol, host, pathname } = new URL(address);
    return { scheme: protocol.replace(':', ''), authority: host, path: pathname };
  };
  const { getAttribute } = Element.prototype;
  Element.prototype.getAttribute = function (name) {
    const value = getAttribute.call(this, name);
    if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings' || value === null)
      return value;
    const settings = JSON.parse(value) as Record<string, unknown>;
    return JSON.stringify({
      ...settings,
      developmentOptions: {
        ...(settings['developmentOptions'] as object | undefined),
        extensions: extensions.map(components),
        extensionTestsPath: components(tests),
      },
    });
  };
}

/** Runs in the page: the language of VS Code comes with its own texts, and there are none but the English ones here. */
function speak(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => undefined });
}
