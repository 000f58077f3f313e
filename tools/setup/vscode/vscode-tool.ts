import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from '../kit/cache-folder.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { missing, type Tool } from '../tool.ts';
import { tool as chromiumTool, type ChromiumInstallation } from '../tools/chromium.ts';
import { buildVsCode, type VsCodeRelease } from './vscode-build.ts';

export interface VsCodeInstallation extends ChromiumInstallation {
  /** Folder of VS Code's server: `out/server-main.js`, `extensions`, `product.json`. */
  readonly vscode: string;
  /** Node that runs it. */
  readonly node: string;
}

/** A VS Code of one release, served to Chromium. */
export function vsCodeTool(id: string, release: VsCodeRelease, enables: string): Tool<VsCodeInstallation> {
  const installationAt = (folder: string): Omit<VsCodeInstallation, 'chromium'> => ({
    vscode: join(folder, 'vscode'),
    node: release.node ? join(folder, 'node/bin/node') : process.execPath,
  });
  const title = `VS Code ${release.version} (served to Chromium)`;
  const cacheFolder = async (): Promise<CacheFolderSpec> => ({
    name: id,
    key: fingerprint(JSON.stringify(release), process.platform, process.arch, ...(await definition())),
    title,
    build: (folder, _finalFolder, options) => buildVsCode(release, folder, options),
  });
  return {
    id,
    title,
    enables,
    async ensure(options = {}) {
      if (process.platform === 'win32') return missing('the server is prepared for Linux and macOS only');
      if (release.node && `${process.platform}-${process.arch}` !== 'linux-x64')
        return missing('this release is prepared for Linux on x64 only');
      const chromium = await chromiumTool.ensure(options);
      if (!chromium.ok) return chromium;
      const built = await ensureCacheFolder(await cacheFolder(), options);
      return built.ok ? { ok: true, chromium: chromium.chromium, ...installationAt(built.folder) } : built;
    },
    async find() {
      const chromium = await chromiumTool.find();
      if (!chromium.ok) return chromium;
      const folder = findCacheFolder(await cacheFolder());
      if (folder === undefined) return missing(`VS Code ${release.version} is not set up`);
      return { ok: true, chromium: chromium.chromium, ...installationAt(folder) };
    },
  };
}

/** What the build follows from beside the release. */
function definition(): Promise<string[]> {
  const files = [
    'vscode-build.ts',
    'stand-ins/spdlog.cjs',
    'stand-ins/native-watchdog.cjs',
    'stand-ins/server-starter.cjs',
  ];
  return Promise.all(files.map((file) => readFile(join(import.meta.dirname, file), 'utf8')));
}
