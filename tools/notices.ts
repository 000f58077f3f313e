/** The licence notices of the packages whose code is in the bundles. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as its manifest says. */
  readonly license: string;
  readonly notice: string;
}

/** The packages whose code a bundle holds, as folders relative to the repository. */
export function packageFolders({ outputs }: Metafile): Set<string> {
  const folders = new Set<string>();
  for (const output of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path) ?? [];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return folders;
}

/** Throws when a package comes without any licence, because then it must not be shipped. */
export function bundledPackages(root: string, folders: Iterable<string>): BundledPackage[] {
  const packages = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const read = readPackage(join(root, folder));
    packages.set(`${read.name} ${read.version}`, read);
  }
  return [...packages.values()].sort((a, b) =>
    `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1,
  );
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as {
    name: string;
    version: string;
    license?: string;
    author?: string | { readonly name: string };
  };
  if (license === undefined) throw new Error(`${name} has no licence in its manifest.`);
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/iu.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const holder = typeof author === 'string' ? author : author?.name;
  // Some packages only name their licence; then its holder is all that can be told.
  const named = `Licensed under ${license}${holder === undefined ? '' : `, by ${holder}`}.`;
  return { name, version, license, notice: texts.length > 0 ? texts.join('\n\n') : named };
}

/** One text over all packages. */
export function printNotices(packages: readonly BundledPackage[]): string {
  const head = 'Tenon contains code of these packages, each under its own licence.';
  const line = '-'.repeat(78);
  const parts = packages.map(
    ({ name, version, license, notice }) =>
      `${line}\n${name} ${version} (${license})\n${line}\n\n${notice}\n`,
  );
  return `${head}\n\n${parts.join('\n')}`.replaceAll('\r\n', '\n');
}

export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';
