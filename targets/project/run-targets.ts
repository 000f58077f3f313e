import { compareOrigins, type Diagnostic, type Project } from '../../language/index.ts';
import { generate, type TargetRun } from '../kit/generate.ts';
import type { Cancellation, FileFacts, Target } from '../kit/target.ts';
import type { Hash } from '../kit/trace-builder.ts';
import { TARGETS } from '../registry.ts';
import type { DeploymentGroup } from './choose-deployments.ts';

export interface TargetsRun {
  readonly runs: readonly TargetRun[];
  /** Each once, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What running targets needs of the process that it runs in. */
export interface RunOptions {
  readonly hash: Hash;
  readonly signal?: Cancellation;
  /** Targets are synchronous: between groups of them whoever runs them may hear that it is cancelled. */
  readonly pause?: () => Promise<unknown>;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
}

/** Runs the targets of every group; nothing is written. Throws only when it is cancelled. */
export async function runTargets(
  project: Project,
  groups: readonly DeploymentGroup[],
  { pause, ...options }: RunOptions,
): Promise<TargetsRun> {
  const targets = configuredTargets(project);
  const facts = fileFacts(project);
  const runs: TargetRun[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  for (const { system, runs: deployments } of groups) {
    await pause?.();
    const generated = generate({ system, targets, deployments, facts, ...options });
    runs.push(...generated.targets);
    for (const diagnostic of generated.diagnostics) diagnostics.set(JSON.stringify(diagnostic), diagnostic);
  }
  const place = (each: Diagnostic): Parameters<typeof compareOrigins>[0] => ({
    ...each,
    element: '',
    layer: 'declaration',
  });
  return { runs, diagnostics: [...diagnostics.values()].sort((a, b) => compareOrigins(place(a), place(b))) };
}

/** The targets with the folders that the project gives them, without those that it has switched off. */
function configuredTargets({ settings }: Project): readonly Target[] {
  return TARGETS.flatMap((target) => {
    const own = settings.targets[target.manifest.id];
    if (own?.enabled === false) return [];
    return own?.folder === undefined
      ? [target]
      : [{ ...target, manifest: { ...target.manifest, folder: own.folder } }];
  });
}

const fileFacts = ({ facts }: Project): FileFacts => ({
  exists: (path) => facts.exists(path) === true,
  signature(path) {
    const fact = facts.signature(path);
    return fact && 'signature' in fact ? fact.signature : undefined;
  },
  measured: (path) => facts.measured(path),
});
