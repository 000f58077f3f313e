import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { terraformEnvironment } from '../../tools/setup/terraform/run-terraform.ts';
import { tool as terraform } from '../../tools/setup/tools/terraform.ts';
import type { VsCodeInstallation } from '../../tools/setup/tools/vscode.ts';
import { runExtensionTests, type ExtensionTestRun } from '../../tools/setup/vscode/vscode-host.ts';
import { copyExample, exampleFiles, type ExampleWorkspace } from './example-workspace.ts';

/** Kinds of windows that the suites run in. */
export const HOST_WINDOWS = [
  'trusted',
  'restricted',
  'no-folder',
  'several-roots',
  'generation',
  'settings',
  'benchmark',
  'virtual',
] as const;
export type HostWindow = (typeof HOST_WINDOWS)[number];

/** Runs the suites of `host/` for one kind of window in a real extension host, on a copy of the example. */
export async function runHostTests(
  installation: VsCodeInstallation,
  extensionPath: string,
  window: HostWindow,
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
      ...(window === 'virtual' ? { define: { EXAMPLE_FILES: JSON.stringify(await exampleFiles()) } } : {}),
      logLevel: 'error',
    });
    return await runExtensionTests({
      installation,
      extensionPath,
      testsPath,
      ...(await opens(window, workspace)),
      workspaceTrust: window === 'restricted' ? 'on' : 'off',
      timeoutMs: 300_000,
      env: await toolsOnPath(),
    });
  } finally {
    await workspace.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the window opens. */
async function opens(
  window: HostWindow,
  { folder }: ExampleWorkspace,
): Promise<{ readonly workspace?: string }> {
  if (window === 'no-folder') return {};
  if (window === 'virtual') return { workspace: 'tenon-files:/flights' };
  if (window !== 'several-roots') return { workspace: folder };
  const parent = dirname(folder);
  const text = 'package shop\nfeatures f from swipes { n = count() }\n';
  for (const [name, path] of [
    ['other shop', 'shop.tenon'],
    ['closed', 'closed.tenon'],
  ] as const) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, path), text);
  }
  const file = join(parent, 'all.code-workspace');
  const folders = ['flights', 'other shop', 'closed'].map((path) => ({ path }));
  await writeFile(file, JSON.stringify({ folders }));
  return { workspace: file };
}

/** A deployment's first step is Terraform's; its test is skipped where that is not set up. */
async function toolsOnPath(): Promise<NodeJS.ProcessEnv> {
  const found = await terraform.find();
  if (!found.ok) return {};
  const path = `${dirname(found.terraform)}:${process.env['PATH'] ?? ''}`;
  return { ...terraformEnvironment(found), PATH: path, TENON_TEST_TERRAFORM: '1' };
}
