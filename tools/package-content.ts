/** What the extension ships, laid out in a folder as `vsce` packs it. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Texts and folders; everything else stays out. */
const CONTENT = [
  'package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'CHANGELOG.md', 'LICENSE',
  'syntaxes', 'snippets', 'client/resources', 'docs/rules', 'docs/images', 'docs/tenon.schema.json',
  'docs/tenon.schema.zh-cn.json', 'examples/flights',
]; // prettier-ignore

/** What is only for those who read, debug or run the package elsewhere stays out. */
const STAYS =
  /\.(?:map|test\.\w+|d\.[cm]?ts)$|sizes\.json$|\/examples\/\w+\/(?:generated|\.tenon)$|\/__pycache__$/u;

/** The package of ONNX Runtime holds its library for macOS twice; the other name is the one that is linked to. */
const TWICE = /libonnxruntime\.\d+\.\d+\.\d+\.dylib$/u;

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
}

export interface StageOptions {
  /** With the parts of ONNX Runtime and of koffi, which calls it, for this platform. */
  readonly native: boolean;
  /** Folder of the bundles; that of the checkout when absent. */
  readonly bundles?: string;
}

/** Parts of the manifest that matter in a checkout only. Without `type` the web's host takes the bundle as it is. */
const LEFT_OUT = ['type', 'scripts', 'devDependencies', 'files', 'bin', 'overrides', 'allowScripts'];

/**
 * Lays the extension out in an empty folder. The package of ONNX Runtime holds the libraries of every platform (about
 * 290 MB), so only this platform's is taken, and none for an extension that runs everywhere.
 */
export function stageExtension(folder: string, options: StageOptions): Manifest {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of CONTENT) {
    if (existsSync(join(root, path)))
      cpSync(join(root, path), join(folder, path), { recursive: true, filter: (each) => !STAYS.test(each) });
  }
  const bundles = options.bundles ?? join(root, 'out');
  cpSync(bundles, join(folder, 'out'), { recursive: true, filter: (each) => !STAYS.test(each) });
  const page = readFileSync(join(root, 'docs/marketplace.md'), 'utf8');
  writeFileSync(join(folder, 'README.md'), page.replaceAll('](images/', '](docs/images/'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  // npm shows the description as it is written, VS Code in its own language.
  manifest['description'] = '%description%';
  for (const key of LEFT_OUT) delete manifest[key];
  if (options.native) copyRuntime(join(folder, 'node_modules'));
  else delete manifest.dependencies;
  // Everything that lies here is meant to be packed.
  writeFileSync(join(folder, '.vscodeignore'), '');
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** What is taken of each package that the benchmark's child loads, beside its manifest. */
const RUNTIME: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-node': ['dist', 'LICENSE', join('bin', 'napi-v6', process.platform, process.arch)],
  'onnxruntime-common': ['dist', 'LICENSE'],
  koffi: ['index.js', 'index.cjs', 'LICENSE.txt', ...koffiSources('index'), ...koffiSources('src/static')],
  [`@koromix/koffi-${process.platform}-${process.arch}`]: ['index.js', `${process.platform}_${process.arch}`],
};

function koffiSources(name: string): readonly string[] {
  return ['js', 'cjs'].map((ending) => join('src', 'koffi', `${name}.${ending}`));
}

function copyRuntime(target: string): void {
  for (const [name, parts] of Object.entries(RUNTIME)) {
    const source = join(root, 'node_modules', name);
    if (!existsSync(source)) continue;
    mkdirSync(join(target, name), { recursive: true });
    for (const part of parts) {
      if (existsSync(join(source, part)))
        cpSync(join(source, part), join(target, name, part), {
          recursive: true,
          filter: (each) => !STAYS.test(each) && !TWICE.test(each),
        });
    }
    writeRuntimeManifest(join(source, 'package.json'), join(target, name, 'package.json'));
  }
}

/** The manifest without what only matters while it is installed: scripts, packages that download, other platforms. */
function writeRuntimeManifest(from: string, to: string): void {
  const manifest = JSON.parse(readFileSync(from, 'utf8')) as Manifest;
  const { scripts: _, dependencies = {}, optionalDependencies = {}, ...rest } = manifest;
  const shipped = (packages: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(packages).filter(([name]) => Object.hasOwn(RUNTIME, name)));
  const kept = { dependencies: shipped(dependencies), optionalDependencies: shipped(optionalDependencies) };
  writeFileSync(to, JSON.stringify({ ...rest, ...kept }, null, 2));
}
