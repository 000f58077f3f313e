import type { TargetRun } from '../kit/generate.ts';
import { planChanges, type Change, type DiskEntry, type GeneratedFile } from '../kit/ownership.ts';
import type { OwnershipManifest } from '../kit/ownership-manifest.ts';

/** What a plan needs to know of the output folder. */
export interface KnownOutput {
  readonly manifest: OwnershipManifest;
  readonly disk: ReadonlyMap<string, DiskEntry>;
  readonly base: (sha256: string) => string | undefined;
}

/**
 * Compares what is generated with what is there. When only some deployments or targets were asked for, the
 * files of the others are left alone; those of a target that failed always are.
 */
export function planOutput(
  runs: readonly TargetRun[],
  generated: readonly GeneratedFile[],
  output: KnownOutput,
  isSelection: boolean,
): readonly Change[] {
  const lies = (path: string, run: TargetRun): boolean =>
    run.folder === '' || path.startsWith(`${run.folder}/`);
  const inScope = (path: string): boolean =>
    !runs.some((run) => run.failed && lies(path, run)) &&
    (!isSelection || runs.some((run) => lies(path, run)));
  const wanted = new Set(generated.map(({ path }) => path));
  const files = [...output.manifest.files].filter(([path]) => wanted.has(path) || inScope(path));
  const manifest: OwnershipManifest = { ...output.manifest, files: new Map(files) };
  return planChanges({ generated, manifest, disk: output.disk, base: output.base, inScope: () => true });
}
