/**
 * Makes the `.vsix` for this platform, with the part of ONNX Runtime that the benchmark needs here. With `--universal`
 * it makes one without that part, for browsers and for platforms that have none.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';
import { stageExtension } from './package-content.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const staging = join(root, '.cache', 'vsix');

/** Builds and packs the extension; gives the path of the `.vsix`. */
export async function packageExtension(options: { readonly universal?: boolean } = {}): Promise<string> {
  const platform = options.universal === true ? undefined : `${process.platform}-${process.arch}`;
  await buildAll();
  const { name, version } = stageExtension(staging, { native: platform !== undefined });
  const vsix = join(root, `${[name, version, platform].filter((each) => each !== undefined).join('-')}.vsix`);
  await createVSIX({
    cwd: staging,
    packagePath: vsix,
    ...(platform === undefined ? {} : { target: platform }),
    dependencies: platform !== undefined,
    allowMissingRepository: true,
    // The page of the rule against secrets in models shows one that is none.
    allowPackageSecrets: ['slack'],
    // The pictures of the README travel inside of the package.
    rewriteRelativeLinks: false,
  });
  return vsix;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const vsix = await packageExtension({ universal: process.argv.includes('--universal') });
  console.log(`${vsix.slice(root.length)} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
}
