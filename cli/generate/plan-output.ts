import { decide, type Decision } from '../../targets/kit/change-set.ts';
import type { TargetRun } from '../../targets/kit/generate.ts';
import { copiedSources, outputFiles } from '../../targets/kit/output-files.ts';
import { planChanges, type Change, type Choice, type GeneratedFile } from '../../targets/kit/ownership.ts';
import type { OwnershipManifest } from '../../targets/kit/ownership-manifest.ts';
import { hashCopies, hashText, type OutputResult, type OutputState } from '../output/index.ts';

export type Conflict = Extract<Change, { change: 'conflict' }>;

/** The files of all runs, with the hashes of those that are copied from the project. */
export async function generatedFiles(
  runs: readonly TargetRun[],
  projectFolder: string,
  signal: AbortSignal,
): Promise<OutputResult<readonly GeneratedFile[]>> {
  const copies = await hashCopies(projectFolder, copiedSources(runs), signal);
  return 'problem' in copies ? copies : outputFiles(runs, hashText, copies);
}

/**
 * Compares what is generated with what is there. When only some deployments or targets were asked for, the
 * files of the others are left alone; those of a target that failed always are.
 */
export function planOutput(
  runs: readonly TargetRun[],
  generated: readonly GeneratedFile[],
  state: OutputState,
  isSelection: boolean,
): readonly Change[] {
  const lies = (path: string, run: TargetRun): boolean =>
    run.folder === '' || path.startsWith(`${run.folder}/`);
  const inScope = (path: string): boolean =>
    !runs.some((run) => run.failed && lies(path, run)) &&
    (!isSelection || runs.some((run) => lies(path, run)));
  const wanted = new Set(generated.map(({ path }) => path));
  const files = [...state.manifest.files].filter(([path]) => wanted.has(path) || inScope(path));
  const manifest: OwnershipManifest = { ...state.manifest, files: new Map(files) };
  return planChanges({ generated, manifest, disk: state.disk, base: state.base, inScope: () => true });
}

export function decideOutput(
  plan: readonly Change[],
  runs: readonly TargetRun[],
  state: OutputState,
  choose: (conflict: Conflict) => Choice | undefined,
): Decision {
  const traces = runs.filter(({ failed }) => !failed).map(({ folder, trace }) => ({ folder, trace }));
  return decide({
    plan,
    manifest: state.manifest,
    traces,
    state: state.state,
    bases: state.bases,
    choose,
    hash: hashText,
  });
}
