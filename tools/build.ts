/**
 * Bundles the command, the benchmark's child process, the language server and the extension into `out/`.
 * A size report of every bundle goes to `out/sizes.json`, so that growth is seen in CI.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { webBundles } from './build-web.ts';
import { bundledPackages, NOTICES_FILE, packageFolders, printNotices } from './notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out');

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  minifyIdentifiers: true,
  legalComments: 'none',
  sourcemap: false,
  metafile: true,
  logLevel: 'warning',
  loader: { '.tenon': 'text' },
};

/**
 * Where the stack of a failure is reported, names stay readable. Keeping them beside shorter ones (`keepNames`) would
 * define the name of each closure when it is made, which is a fifth of the time of parsing.
 */
const READABLE: BuildOptions = { minifyIdentifiers: false };

/** Bundled CommonJS packages ask for `require`, which a module does not have. */
const banner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};

/** Packages with native libraries, which are found where they are installed. */
const NATIVE = ['onnxruntime-node', 'koffi'];

const BUNDLES: readonly { readonly name: string; readonly options: BuildOptions }[] = [
  {
    name: 'cli',
    options: {
      ...READABLE,
      entryPoints: { cli: 'cli/main.ts' },
      format: 'esm',
      // The command loads what a subcommand needs only when it is called, so it starts fast.
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      external: NATIVE,
      banner,
    },
  },
  {
    name: 'bench-host',
    options: {
      entryPoints: { 'bench-host': 'bench/host/main.ts' },
      format: 'esm',
      outExtension: { '.js': '.mjs' },
      external: NATIVE,
      banner,
    },
  },
  {
    name: 'bench-paced-host',
    options: {
      entryPoints: { 'bench-paced-host': 'bench/compare/paced-host.ts' },
      format: 'esm',
      outExtension: { '.js': '.mjs' },
      external: NATIVE,
      banner,
    },
  },
  {
    name: 'server',
    options: {
      ...READABLE,
      entryPoints: { server: 'server/main/node.ts' },
      format: 'esm',
      // Translations are loaded only for editors that are not in English, and are half as large without escapes.
      splitting: true,
      charset: 'utf8',
      chunkNames: 'chunks/[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      banner,
    },
  },
  {
    name: 'client',
    options: {
      entryPoints: { client: 'client/main.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      external: ['vscode'],
    },
  },
  {
    name: 'benchmark-report',
    options: {
      entryPoints: { 'benchmark-report': 'webview/benchmark-report/main.ts' },
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
    },
  },
  ...webBundles(root),
];

/** Bundles everything into a folder. */
export async function buildAll(folder = out): Promise<void> {
  rmSync(join(folder, 'chunks'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sizes: Record<string, { bytes: number; largest: Record<string, number> }> = {};
  const packages = new Set<string>();
  for (const { name, options } of BUNDLES) {
    const [entry] = Object.values(options.entryPoints as Record<string, string>);
    if (!existsSync(join(root, entry!))) continue;
    const result = await build({ ...common, ...options, outdir: folder });
    sizes[name] = report(result.metafile!);
    for (const each of packageFolders(result.metafile!)) packages.add(each);
  }
  writeFileSync(join(folder, NOTICES_FILE), printNotices(bundledPackages(root, packages)));
  writeFileSync(join(folder, 'sizes.json'), JSON.stringify(sizes, null, 2) + '\n');
}

/** Bytes of a bundle, and what its largest packages and rooms contribute. */
function report(metafile: Metafile): { bytes: number; largest: Record<string, number> } {
  const parts = new Map<string, number>();
  let bytes = 0;
  for (const output of Object.values(metafile.outputs)) {
    bytes += output.bytes;
    for (const [path, input] of Object.entries(output.inputs)) {
      const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/')[0]!;
      parts.set(part, (parts.get(part) ?? 0) + input.bytesInOutput);
    }
  }
  const largest = [...parts].sort((a, b) => b[1] - a[1]).slice(0, 10);
  return { bytes, largest: Object.fromEntries(largest) };
}

/** Rooms whose files go into the bundles. */
const SOURCES = [
  'language',
  'files',
  'targets',
  'bench',
  'deploy',
  'protocol',
  'server',
  'client',
  'webview',
  'cli',
  'importers',
];

/** Whether a source file is newer than the bundles. */
export function isStale(): boolean {
  const made = join(out, 'sizes.json');
  if (!existsSync(made)) return true;
  const since = Math.min(
    ...[made, join(out, 'cli.mjs')].map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)),
  );
  const newer = (folder: string): boolean =>
    readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name !== 'cases' && newer(path);
      return (
        /\.(ts|json|tenon|py)$/.test(entry.name) &&
        !entry.name.endsWith('.test.ts') &&
        statSync(path).mtimeMs > since
      );
    });
  return SOURCES.some((room) => existsSync(join(root, room)) && newer(join(root, room)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
