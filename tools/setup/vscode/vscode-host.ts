import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import {
  readExtensionTestResult,
  resultFileVariable,
  type ExtensionTestResult,
} from './extension-test-result.ts';
import { startVsCodeServer, type VsCodeServer, type VsCodeServerOptions } from './vscode-server.ts';

export { startVsCodeServer, type VsCodeServer, type VsCodeServerOptions } from './vscode-server.ts';

export interface ExtensionTestOptions extends Omit<VsCodeServerOptions, 'smokeDriver'> {
  /** Folder of the extension under test, with its `package.json`. */
  readonly extensionPath: string;
  /** Module that exports `run(): Promise<void>`; see `runMochaInHost`. */
  readonly testsPath: string;
  /** Folder or `.code-workspace` file that the window opens; nothing when absent. */
  readonly workspace?: string;
  /** Milliseconds for the whole run; three minutes when absent. */
  readonly timeoutMs?: number;
}

export interface ExtensionTestRun {
  /** The tests ran to their end, at least one passed and none failed. */
  readonly ok: boolean;
  /** Why not `ok`, in words. */
  readonly problem?: string;
  readonly result?: ExtensionTestResult;
  /** What the extension host printed. */
  readonly log: readonly string[];
  readonly serverLog: string;
}

export interface Workbench {
  readonly page: Page;
  readonly server: VsCodeServer;
  /** Closes the browser and the server; belongs in a `finally`. */
  close(): Promise<void>;
}

/** Runs a test entry in a real extension host, in a window that has the workspace open. */
export async function runExtensionTests(options: ExtensionTestOptions): Promise<ExtensionTestRun> {
  const temporary = await mkdtemp(join(tmpdir(), 'tenon-extension-tests-'));
  const resultFile = join(temporary, 'result.json');
  const log: string[] = [];
  const env = { ...options.env, [resultFileVariable]: resultFile };
  try {
    const { outcome, serverLog } = await withServer({ ...options, env, smokeDriver: true }, async (server) =>
      runInWindow(options, server, log),
    );
    const result = await readExtensionTestResult(resultFile);
    const problem = judge(outcome, result);
    return {
      ok: problem === undefined,
      ...(problem === undefined ? {} : { problem }),
      ...(result === undefined ? {} : { result }),
      log,
      serverLog,
    };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Opens the workspace in a headless browser and waits for the explorer's first row. */
export async function openWorkbench(
  options: Omit<VsCodeServerOptions, 'smokeDriver'> & {
    readonly workspace: string;
    /** Pixels; 1280 x 800 when absent. */
    readonly viewport?: { readonly width: number; readonly height: number };
  },
): Promise<Workbench> {
  const server = await startVsCodeServer(options);
  try {
    const browser = await launchBrowser(options.installation);
    const close = async (): Promise<void> => {
      await browser.close();
      await server.stop();
    };
    try {
      const page = await browser.newPage({ viewport: options.viewport ?? { width: 1280, height: 800 } });
      await page.goto(`${server.url}?folder=${encodeURIComponent(options.workspace)}`);
      const row = page.locator('.explorer-folders-view .monaco-list-row').first();
      await row.waitFor({ timeout: 60_000 });
      return { page, server, close };
    } catch (error) {
      await browser.close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

type WindowOutcome = { readonly exitCode: number } | { readonly problem: string };

async function withServer(
  options: VsCodeServerOptions,
  use: (server: VsCodeServer) => Promise<WindowOutcome>,
): Promise<{ outcome: WindowOutcome; serverLog: string }> {
  const server = await startVsCodeServer(options);
  try {
    const outcome = await use(server);
    return { outcome, serverLog: server.logs() };
  } finally {
    await server.stop();
  }
}

/** The smoke-test driver of a built VS Code calls these two functions of the page. */
async function runInWindow(
  options: ExtensionTestOptions,
  server: VsCodeServer,
  log: string[],
): Promise<WindowOutcome> {
  const browser = await launchBrowser(options.installation);
  const timeoutMs = options.timeoutMs ?? 180_000;
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const page = await browser.newPage();
    const exit = new Promise<WindowOutcome>((resolve, reject) => {
      limit.addEventListener('abort', () =>
        resolve({ problem: `the tests did not end within ${timeoutMs} ms` }),
      );
      options.signal?.addEventListener('abort', () => resolve({ problem: 'cancelled' }));
      page.once('crash', () => resolve({ problem: 'the window crashed' }));
      page.exposeFunction('codeAutomationExit', (exitCode: number) => resolve({ exitCode })).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log.push(`${type}: ${args.map(String).join(' ')}`);
    });
    await page.goto(testUrl(options, server));
    const outcome = await exit;
    options.signal?.throwIfAborted();
    return outcome;
  } finally {
    await browser.close();
  }
}

function testUrl(options: ExtensionTestOptions, server: VsCodeServer): string {
  const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(options.extensionPath)],
    ['extensionTestsPath', remote(options.testsPath)],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ ...opened(options.workspace), payload: JSON.stringify(payload) });
  return `${server.url}?${query.toString()}`;
}

const opened = (workspace: string | undefined): Record<string, string> =>
  workspace === undefined
    ? { ew: 'true' }
    : { [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: workspace };

/** The result file alone may be written before a crash, and the exit code alone may be 0 without tests. */
function judge(outcome: WindowOutcome, result: ExtensionTestResult | undefined): string | undefined {
  if ('problem' in outcome) return outcome.problem;
  if (result === undefined) return `the tests ended (exit code ${outcome.exitCode}) without writing a result`;
  if (result.failed > 0)
    return `${result.failed} failed: ${result.failures.map(({ title }) => title).join('; ')}`;
  if (outcome.exitCode !== 0) return `the extension host ended with exit code ${outcome.exitCode}`;
  return result.passed === 0 ? 'no test passed' : undefined;
}
