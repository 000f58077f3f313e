/**
 * Makes the `.vsix` for this platform: the bundles, the texts of the extension, and the part of ONNX
 * Runtime that the benchmark needs here. The package of ONNX Runtime holds the libraries of every
 * platform (about 290 MB), so only this platform's is taken.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const staging = join(root, '.cache', 'vsix');
const platform = `${process.platform}-${process.arch}`;

/** Texts and folders that the extension ships. */
const CONTENT = [
  'README.md', 'CHANGELOG.md', 'LICENSE', 'out', 'syntaxes', 'snippets', 'client/resources', 'docs/rules', 'docs/images',
  'docs/tenon.schema.json',
]; // prettier-ignore

interface Manifest {
  name: string;
  version: string;
  scripts?: unknown;
  devDependencies?: unknown;
  files?: unknown;
  dependencies: Record<string, string>;
}

function copyRuntime(): void {
  const target = join(staging, 'node_modules');
  for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
    const source = join(root, 'node_modules', name);
    mkdirSync(join(target, name), { recursive: true });
    for (const part of ['dist', 'LICENSE']) {
      if (existsSync(join(source, part)))
        cpSync(join(source, part), join(target, name, part), { recursive: true, filter: runs });
    }
    writeManifest(join(source, 'package.json'), join(target, name, 'package.json'));
  }
  const binaries = join('bin', 'napi-v6', process.platform, process.arch);
  const source = join(root, 'node_modules/onnxruntime-node', binaries);
  if (existsSync(source)) cpSync(source, join(target, 'onnxruntime-node', binaries), { recursive: true });
}

/** What is only for those who read or debug the package stays out. */
const runs = (path: string): boolean => !/\.(map|d\.[cm]?ts)$|sizes\.json$/.test(path);

/** The manifest without what only matters while it is installed: scripts, and packages that download. */
function writeManifest(from: string, to: string): void {
  const {
    scripts: _scripts,
    dependencies = {},
    ...manifest
  } = JSON.parse(readFileSync(from, 'utf8')) as Manifest;
  const kept = Object.entries(dependencies).filter(([name]) => name === 'onnxruntime-common');
  writeFileSync(to, JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept) }, null, 2));
}

/** Builds and packs the extension; gives the path of the `.vsix`. */
export async function packageExtension(): Promise<string> {
  await buildAll();
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  for (const path of CONTENT) {
    if (existsSync(join(root, path)))
      cpSync(join(root, path), join(staging, path), { recursive: true, filter: runs });
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const { name, version, scripts: _scripts, devDependencies: _dev, files: _files, ...rest } = manifest;
  writeFileSync(join(staging, 'package.json'), JSON.stringify({ name, version, ...rest }, null, 2));
  copyRuntime();
  const vsix = join(root, `${name}-${version}-${platform}.vsix`);
  await createVSIX({
    cwd: staging,
    packagePath: vsix,
    target: platform,
    dependencies: true,
    allowMissingRepository: true,
    // The pictures of the README travel inside of the package.
    rewriteRelativeLinks: false,
  });
  return vsix;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const vsix = await packageExtension();
  console.log(`${vsix.slice(root.length)} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
}
