import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { withFolderLock } from './folder-lock.ts';
import { reportTo, type EnsureOptions, type ToolMissing, type ToolResult } from '../tool.ts';

/** One immutable folder in the cache: what it is called, what it is made from, and how. */
export interface CacheFolderSpec {
  readonly name: string;
  /** Fingerprint of everything that `build` reads. */
  readonly key: string;
  readonly title: string;
  /**
   * Fills `folder`, which is renamed to `finalFolder` afterwards: nothing inside may remember where it was
   * built.
   */
  build(
    folder: string,
    finalFolder: string,
    options: EnsureOptions,
  ): Promise<{ readonly ok: true } | ToolMissing>;
}

const doneMark = '.complete';

export function cacheRoot(): string {
  // Several clones on one machine may share a cache by naming it.
  return resolve(process.env['TENON_TOOLS_CACHE'] ?? join(import.meta.dirname, '../../../.cache/tools'));
}

function cacheFolderPath(spec: Pick<CacheFolderSpec, 'name' | 'key'>): string {
  return join(cacheRoot(), `${spec.name}-${spec.key}`);
}

export function findCacheFolder(spec: Pick<CacheFolderSpec, 'name' | 'key'>): string | undefined {
  const folder = cacheFolderPath(spec);
  return existsSync(join(folder, doneMark)) ? folder : undefined;
}

/**
 * The complete folder, built when it is not there. A folder exists under its final name only when it is
 * complete, so an interrupted build leaves nothing that anybody would use, and two processes that build at
 * once agree: the second waits and then finds the first one's work.
 */
export async function ensureCacheFolder(
  spec: CacheFolderSpec,
  options: EnsureOptions = {},
): Promise<ToolResult<{ readonly folder: string }>> {
  const present = findCacheFolder(spec);
  if (present !== undefined) return { ok: true, folder: present };
  const finalFolder = cacheFolderPath(spec);
  await mkdir(dirname(finalFolder), { recursive: true });
  return withFolderLock(`${finalFolder}.lock`, options, async () => {
    if (findCacheFolder(spec) !== undefined) return { ok: true, folder: finalFolder };
    await removeInterruptedBuilds(finalFolder);
    const report = reportTo(options);
    report(`${spec.title}: setting up`);
    const started = performance.now();
    const building = `${finalFolder}.building-${randomUUID().slice(0, 8)}`;
    await mkdir(building);
    try {
      const outcome = await spec.build(building, finalFolder, options);
      if (!outcome.ok) {
        report(`${spec.title}: not available: ${outcome.reason}`);
        return outcome;
      }
      await writeFile(join(building, doneMark), '');
      // A folder under the final name without its mark was damaged by hand.
      await rm(finalFolder, { recursive: true, force: true });
      await rename(building, finalFolder);
    } finally {
      await rm(building, { recursive: true, force: true });
    }
    report(`${spec.title}: ready after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return { ok: true, folder: finalFolder };
  });
}

async function removeInterruptedBuilds(finalFolder: string): Promise<void> {
  const prefix = `${basename(finalFolder)}.building-`;
  for (const entry of await readdir(dirname(finalFolder))) {
    if (entry.startsWith(prefix))
      await rm(join(dirname(finalFolder), entry), { recursive: true, force: true });
  }
}
