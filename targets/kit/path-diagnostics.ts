import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Origin } from '../../language/model/origin.ts';
import { kitDiagnostic } from './diagnostics.ts';
import type { DeploymentRun, TargetRun } from './generate.ts';
import { pathCollisions, pathProblem } from './output-paths.ts';
import type { OutputFile } from './target.ts';
import { settle } from './text.ts';

/** Paths of one target that can't be written. */
export function pathDiagnostics(
  files: readonly OutputFile[],
  title: string,
  emit: Origin,
): readonly Diagnostic[] {
  const cause = (file: OutputFile | undefined): Origin => (file && firstOrigin(file)) ?? emit;
  const unusable = files.flatMap((file) => {
    const problem = pathProblem(file.path);
    if (problem === undefined) return [];
    return [
      kitDiagnostic('TN9005', cause(file), `${title} can't write the file "${file.path}": ${problem}.`),
    ];
  });
  const collisions = pathCollisions(files.map((file) => file.path)).map(({ path, other, reason }) =>
    kitDiagnostic(
      'TN9005',
      cause(files.find((file) => file.path === path)),
      `${title} can't write "${path}" and "${other}": ${reason}.`,
    ),
  );
  return [...unusable, ...collisions];
}

function firstOrigin(file: OutputFile): Origin | undefined {
  const origins = 'text' in file ? file.text.flatMap((line) => line.origins) : settle(file.cause).origins;
  return origins[0];
}

/** Files of different targets or deployments that would overwrite each other: none of these is emitted. */
export function refuseCollisions(
  runs: readonly TargetRun[],
  deployments: readonly DeploymentRun[],
): readonly TargetRun[] {
  const owner = new Map<string, TargetRun[]>();
  for (const run of runs) {
    for (const file of run.trace.files) owner.set(file.path, [...(owner.get(file.path) ?? []), run]);
  }
  const added = new Map<TargetRun, Diagnostic>();
  for (const { path, other, reason } of pathCollisions(
    runs.flatMap((run) => run.trace.files.map((file) => file.path)),
  )) {
    for (const run of [...owner.get(path)!, ...owner.get(other)!]) {
      const place = deployments.find(({ deployment }) => deployment.qualifiedName === run.deployment)!
        .deployment.origin;
      added.set(
        run,
        kitDiagnostic(
          'TN9005',
          place,
          `"${path}" and "${other}" can't lie in one output folder: ${reason}.`,
          {
            help: 'Generate one deployment at a time, or give each an output folder of its own.',
          },
        ),
      );
    }
  }
  return runs.map((run) => {
    const diagnostic = added.get(run);
    if (!diagnostic) return run;
    return {
      ...run,
      files: [],
      trace: { ...run.trace, files: [] },
      failed: true,
      diagnostics: [...run.diagnostics, diagnostic],
    };
  });
}
