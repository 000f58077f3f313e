import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { compareOrigins, compareText, type Origin } from '../../language/model/origin.ts';
import type { Deployment } from '../../language/model/release.ts';
import type { System } from '../../language/model/system.ts';
import { kitDiagnostic } from './diagnostics.ts';
import { pathDiagnostics, refuseCollisions } from './path-diagnostics.ts';
import { indexSystem, type SystemIndex } from './system-index.ts';
import { createView } from './system-view.ts';
import type { Cancellation, FileFacts, OutputFile, Target } from './target.ts';
import { buildTrace, type Hash } from './trace-builder.ts';
import type { Trace } from './trace.ts';
import { typeLosses } from './type-losses.ts';
import { unreadDiagnostics } from './unread-diagnostics.ts';

export interface GenerateInput {
  readonly system: System;
  /** All targets that there are. */
  readonly targets: readonly Target[];
  readonly deployments: readonly DeploymentRun[];
  readonly facts: FileFacts;
  readonly hash: Hash;
  /** Ids of the targets to run; all that a deployment emits when absent. */
  readonly only?: readonly string[];
  readonly signal?: Cancellation;
  /** Milliseconds of a steady clock, for `--stats`. */
  readonly now?: () => number;
}

export interface DeploymentRun {
  readonly deployment: Deployment;
  /** Put before the folders of its targets when several deployments share an output root. */
  readonly folder?: string;
}

export interface Generated {
  /** One for each deployment and target, in the order of deployments and of `emit`. */
  readonly targets: readonly TargetRun[];
  /** Those of the targets too. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface TargetRun {
  /** The target's id. */
  readonly id: string;
  readonly deployment: string;
  /** Relative to the output root. */
  readonly folder: string;
  /** Sorted by path, relative to `folder`; none when the target failed. */
  readonly files: readonly OutputFile[];
  readonly trace: Trace;
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
  /** What was thrown, for the log. */
  readonly crash?: unknown;
  /** See ViewResult.reads. */
  readonly reads: ReadonlySet<string>;
  readonly milliseconds?: number;
}

/**
 * Runs the targets of each deployment. A target that throws is reported once, under its name, and the
 * others go on; a target that reports an error emits nothing. Throws only when it is cancelled.
 */
export function generate(input: GenerateInput): Generated {
  const index = indexSystem(input.system);
  const diagnostics: Diagnostic[] = [];
  const runs: TargetRun[] = [];
  for (const { deployment, folder } of input.deployments) {
    diagnostics.push(...unreadDiagnostics(input.system, index, deployment));
    for (const { target: id, origin } of deployment.emit) {
      input.signal?.throwIfAborted();
      const target = input.targets.find((candidate) => candidate.manifest.id === id);
      if (!target) {
        diagnostics.push(unknownTarget(id, origin, input.targets));
        continue;
      }
      if (input.only && !input.only.includes(id)) continue;
      const place = [folder, target.manifest.folder].filter(Boolean).join('/');
      if (
        runs.some(
          (run) => run.id === id && run.folder === place && run.deployment === deployment.qualifiedName,
        )
      )
        continue;
      runs.push(runTarget(target, deployment, place, origin, index, input));
    }
  }
  const checked = refuseCollisions(runs, input.deployments);
  return { targets: checked, diagnostics: [...diagnostics, ...checked.flatMap((run) => run.diagnostics)] };
}

function runTarget(
  target: Target,
  deployment: Deployment,
  folder: string,
  emit: Origin,
  index: SystemIndex,
  input: GenerateInput,
): TargetRun {
  const { manifest } = target;
  const { view, diagnostics: carried, reads } = createView(input.system, deployment, manifest, index);
  const context = { deployment, files: input.facts, ...(input.signal ? { signal: input.signal } : {}) };
  const start = input.now?.();
  let files: readonly OutputFile[] = [];
  let trace: Trace = { target: manifest.id, files: [] };
  const told = [...carried, ...typeLosses(manifest, deployment, index)];
  let diagnostics: readonly Diagnostic[] = told;
  let crash: { readonly crash?: unknown } = {};
  try {
    const result = target.transform(view, context);
    const sorted = [...result.files].sort((a, b) => compareText(a.path, b.path));
    diagnostics = [...told, ...result.diagnostics, ...pathDiagnostics(sorted, manifest.title, emit)].sort(
      comparePlaces,
    );
    if (!hasErrors(diagnostics)) {
      trace = buildTrace(manifest.id, folder, sorted, input.hash);
      files = sorted;
    }
  } catch (error) {
    // Cancelling is not a failure of the target, whatever it made of it.
    input.signal?.throwIfAborted();
    crash = { crash: error };
    diagnostics = [crashDiagnostic(manifest.title, deployment, emit, error)];
  }
  const time = start === undefined ? {} : { milliseconds: input.now!() - start };
  const failed = hasErrors(diagnostics);
  return {
    id: manifest.id,
    deployment: deployment.qualifiedName,
    folder,
    files,
    trace,
    diagnostics,
    failed,
    reads,
    ...crash,
    ...time,
  };
}

const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

const comparePlaces = (a: Diagnostic, b: Diagnostic): number =>
  compareOrigins({ ...a, element: '', layer: 'declaration' }, { ...b, element: '', layer: 'declaration' }) ||
  compareText(a.code, b.code) ||
  compareText(a.message, b.message);

function crashDiagnostic(title: string, deployment: Deployment, emit: Origin, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return kitDiagnostic('TN9000', emit, `${title} failed for ${deployment.name}: ${reason}`, {
    help: 'This is a bug of Tenon, not of your model; nothing was generated for this target. Please report it with this message.',
  });
}

function unknownTarget(id: string, origin: Origin, targets: readonly Target[]): Diagnostic {
  const known = targets.map((target) => target.manifest.id).sort(compareText);
  return kitDiagnostic('TN9006', origin, `There is no target "${id}".`, {
    help: `Targets are ${known.join(', ')}.`,
    data: { known },
  });
}
