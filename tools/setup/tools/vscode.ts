import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from '../kit/cache-folder.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { buildVsCode, vsCodePackage } from '../vscode/vscode-build.ts';
import { missing, type Tool } from '../tool.ts';
import { tool as chromiumTool, type ChromiumInstallation } from './chromium.ts';

export interface VsCodeInstallation extends ChromiumInstallation {
  /** Folder of VS Code's server: `out/server-main.js`, `extensions`, `product.json`. */
  readonly vscode: string;
  /** Node that runs it. */
  readonly node: string;
}

export const tool: Tool<VsCodeInstallation> = {
  id: 'vscode',
  title: 'VS Code 1.139.1 (served to Chromium)',
  enables: 'tests in a real VS Code, and VS Code in the browser for people without a desktop',
  async ensure(options = {}) {
    if (process.platform === 'win32') return missing('the server is prepared for Linux and macOS only');
    const chromium = await chromiumTool.ensure(options);
    if (!chromium.ok) return chromium;
    const built = await ensureCacheFolder(await vscodeFolder(), options);
    return built.ok ? { ok: true, chromium: chromium.chromium, ...installationAt(built.folder) } : built;
  },
  async find() {
    const chromium = await chromiumTool.find();
    if (!chromium.ok) return chromium;
    const folder = findCacheFolder(await vscodeFolder());
    if (folder === undefined) return missing('VS Code is not set up');
    return { ok: true, chromium: chromium.chromium, ...installationAt(folder) };
  },
};

function installationAt(folder: string): Omit<VsCodeInstallation, 'chromium'> {
  return { vscode: join(folder, 'vscode'), node: process.execPath };
}

async function vscodeFolder(): Promise<CacheFolderSpec> {
  const definition = ['vscode-build.ts', 'stand-ins/spdlog.cjs', 'stand-ins/native-watchdog.cjs'];
  const texts = await Promise.all(
    definition.map((file) => readFile(join(import.meta.dirname, '../vscode', file), 'utf8')),
  );
  return {
    name: 'vscode',
    key: fingerprint(vsCodePackage.integrity, process.platform, process.arch, ...texts),
    title: tool.title,
    build: (folder, _finalFolder, options) => buildVsCode(folder, options),
  };
}
