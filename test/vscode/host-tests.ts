import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { terraformEnvironment } from '../../tools/setup/terraform/run-terraform.ts';
import { tool as terraform } from '../../tools/setup/tools/terraform.ts';
import type { VsCodeInstallation } from '../../tools/setup/tools/vscode.ts';
import { runExtensionTests, type ExtensionTestRun } from '../../tools/setup/vscode/vscode-host.ts';
import { copyExample } from './example-workspace.ts';

/** Runs the suites of `host/` for one kind of window in a real extension host, on a copy of the example. */
export async function runHostTests(
  installation: VsCodeInstallation,
  extensionPath: string,
  window: 'trusted' | 'restricted',
): Promise<ExtensionTestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-host-tests-'));
  const workspace = await copyExample();
  try {
    const testsPath = join(folder, 'index.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, `host/${window}.ts`)],
      outfile: testsPath,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      alias: { mocha: createRequire(import.meta.url).resolve('mocha') },
      logLevel: 'error',
    });
    return await runExtensionTests({
      installation,
      extensionPath,
      testsPath,
      workspace: workspace.folder,
      workspaceTrust: window === 'restricted' ? 'on' : 'off',
      timeoutMs: 300_000,
      env: await toolsOnPath(),
    });
  } finally {
    await workspace.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A deployment's first step is Terraform's; its test is skipped where that is not set up. */
async function toolsOnPath(): Promise<NodeJS.ProcessEnv> {
  const found = await terraform.find();
  if (!found.ok) return {};
  const path = `${dirname(found.terraform)}:${process.env['PATH'] ?? ''}`;
  return { ...terraformEnvironment(found), PATH: path, TENON_TEST_TERRAFORM: '1' };
}
