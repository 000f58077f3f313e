import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { tool as vscode } from '../../../tools/setup/tools/vscode.ts';
import { runExtensionTests } from '../../../tools/setup/vscode/vscode-host.ts';
import { emptyFolder } from '../../vscode/example-workspace.ts';
import type { ActivationTimes } from './activation-probe.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Starts the built extension in windows of a real VS Code, one after the other; undefined where there is none. */
export async function activationTimes(windows: number): Promise<readonly ActivationTimes[] | undefined> {
  const installation = await vscode.find();
  if (!installation.ok) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'tenon activation '));
  const workspace = await emptyFolder();
  try {
    const testsPath = join(folder, 'probe.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'activation-probe.ts')],
      outfile: testsPath,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      logLevel: 'error',
    });
    const times: ActivationTimes[] = [];
    for (let window = 0; window < windows; window++) {
      const file = join(folder, `times-${window}.json`);
      await runExtensionTests({
        installation,
        extensionPath: ROOT,
        testsPath,
        workspace: workspace.folder,
        workspaceTrust: 'off',
        env: { TENON_ACTIVATION_TIMES: file },
      });
      times.push(JSON.parse(await readFile(file, 'utf8')) as ActivationTimes);
    }
    return times;
  } finally {
    await workspace.remove();
    await rm(folder, { recursive: true, force: true });
  }
}
