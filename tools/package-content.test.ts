import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPlan } from '../bench/host/testing/run-plan.ts';
import { buildAll } from './build.ts';
import { NOTICES_FILE } from './notices.ts';
import { stageExtension } from './package-content.ts';

/** Everything that the extension ships: kinds of files, each with a pattern and why it is there. */
const SHIPPED: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^(?:package\.json|\.vscodeignore)$/u, 'the manifest, and that nothing of this is left out'],
  [/^package\.nls(?:\.zh-cn)?\.json$/u, 'texts of the manifest'],
  [/^l10n\/bundle\.l10n\.zh-cn\.json$/u, 'texts of the extension'],
  [/^(?:README|CHANGELOG)\.md$|^LICENSE$/u, 'pages of the marketplace'],
  [
    /^out\/(?:client\.cjs|server\.mjs|cli\.mjs|bench-host\.mjs|bench-paced-host\.mjs)$/u,
    'bundles for a computer',
  ],
  [/^out\/(?:client|server)-web\.js$/u, 'bundles for a browser'],
  [/^out\/benchmark-report\.js$/u, 'the page of the report'],
  [/^out\/chunks\/[\w.-]+\.mjs$/u, 'parts of the command'],
  [/^out\/THIRD-PARTY-NOTICES\.txt$/u, 'licences of bundled packages'],
  [/^syntaxes\/(?:tenon\.tmLanguage|language-configuration)\.json$/u, 'colours and brackets'],
  [/^snippets\/(?:tenon\.(?:zh-cn\.)?code-snippets\.json|[\w-]+\.tenon)$/u, 'snippets'],
  [/^client\/resources\/[\w-]+\.(?:png|svg)$/u, 'icons'],
  [/^docs\/rules\/TN\d+\.md$/u, 'pages of the rules'],
  [/^docs\/images\/(?:[\w-]+\/)*[\w-]+\.(?:png|svg)$/u, 'pictures of the README and the walkthrough'],
  [/^docs\/tenon\.schema\.(?:zh-cn\.)?json$/u, 'schema of the project file'],
  [
    /^examples\/flights\/[\w/-]+(?:\.(?:tenon|md|json|parquet|onnx|py|txt))$/u,
    'the example of the walkthrough',
  ],
];

/** Licences that a product under MIT may carry along. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

/** Bytes. */
const LARGEST = 5_000_000;

const temporary = mkdtempSync(join(tmpdir(), 'tenon-package-'));
const folder = join(temporary, 'extension');
const bundles = join(temporary, 'bundles');
let files: string[] = [];

beforeAll(async () => {
  // Bundles of its own: those of the checkout may be made anew at any moment.
  await buildAll(bundles);
  stageExtension(folder, { native: false, bundles });
  files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('the package of the extension', () => {
  it('holds nothing but what is listed here', () => {
    expect(files.filter((file) => !SHIPPED.some(([pattern]) => pattern.test(file)))).toEqual([]);
  });

  it('holds all that is listed here', () => {
    const missing = SHIPPED.filter(([pattern]) => !files.some((file) => pattern.test(file)));
    expect(missing.map(([, why]) => why)).toEqual([]);
  });

  it('is small without the native part of the benchmark', () => {
    const bytes = files.map((file) => deflateRawSync(readFileSync(join(folder, file)), { level: 6 }).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(LARGEST);
  });

  it('holds every file that its manifest names', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as unknown;
    expect(pathsIn(manifest).filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });

  it('holds every file that its page shows, and links to no other', () => {
    const page = readFileSync(join(folder, 'README.md'), 'utf8');
    const links = [...page.matchAll(/\]\((?<path>[^)]+)\)/gu)].map(({ groups }) => groups!['path']!);
    expect(links.length).toBeGreaterThan(1);
    expect(links.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });

  it('holds no path of the machine that made it', () => {
    const root = join(import.meta.dirname, '..');
    const texts = files.filter((file) => /\.(?:js|mjs|cjs|json|txt)$/u.test(file));
    expect(texts.filter((file) => readFileSync(join(folder, file), 'utf8').includes(root))).toEqual([]);
  });

  it('is taken by the host of a browser, which runs no modules', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest['type']).toBeUndefined();
    expect(manifest['dependencies']).toBeUndefined();
  });

  it('has the notice of every bundled package, each under a licence that allows it', () => {
    const notices = readFileSync(join(folder, 'out', NOTICES_FILE), 'utf8');
    const heads = [...notices.matchAll(/^-{78}\n(?<name>\S+) \S+ \((?<license>.+)\)\n-{78}\n\n./gmu)];
    const names = heads.map(({ groups }) => groups!['name']);
    expect(names).toEqual(expect.arrayContaining(['langium', 'chevrotain', 'vscode-languageclient', 'yaml']));
    expect(
      heads.map(({ groups }) => groups!['license']!).filter((each) => !PERMISSIVE.includes(each)),
    ).toEqual([]);
  });

  it('has the parts of ONNX Runtime and koffi of this platform and of no other', async () => {
    const native = mkdtempSync(join(tmpdir(), 'tenon-package-native-'));
    try {
      const manifest = stageExtension(native, { native: true, bundles });
      expect(Object.keys(manifest['dependencies'] ?? {}).sort()).toEqual(['koffi', 'onnxruntime-node']);
      const { platform, arch } = process;
      const binaries = globSync('node_modules/**/*.node', { cwd: native }).sort();
      const koffi = `@koromix/koffi-${platform}-${arch}/${platform}_${arch}/koffi.node`;
      const onnxRuntime = `onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`;
      const expected = [koffi, onnxRuntime].map((path) => join('node_modules', path));
      expect(binaries).toEqual(expected);
      const packages = globSync('node_modules/{*,@*/*}/package.json', { cwd: native }).sort();
      const names = [`@koromix/koffi-${platform}-${arch}`, 'koffi', 'onnxruntime-common', 'onnxruntime-node'];
      expect(packages).toEqual(names.map((name) => join('node_modules', name, 'package.json')));
      // Laid out like this, with nothing else to load from, the benchmark's child runs on either engine.
      for (const engine of ['ort-ffi', 'ort-node'] as const) {
        const run = await runPlan({ engine }, { entry: join(native, 'out', 'bench-host.mjs') });
        expect(run.problem).toBeUndefined();
      }
    } finally {
      rmSync(native, { recursive: true, force: true });
    }
  });
});

/** Values of the manifest that are paths of files. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return /^(?:\.\/|out\/|docs\/|client\/)[\w./-]+\.\w+$/u.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(pathsIn);
}
