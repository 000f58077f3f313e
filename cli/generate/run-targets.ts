import { setImmediate } from 'node:timers/promises';
import { compareOrigins, type Diagnostic, type Project } from '../../language/index.ts';
import { generate, type TargetRun } from '../../targets/kit/generate.ts';
import type { FileFacts, Target } from '../../targets/kit/target.ts';
import { TARGETS } from '../../targets/registry.ts';
import { hashText } from '../output/index.ts';
import type { DeploymentGroup } from './choose-deployments.ts';

export interface TargetsRun {
  readonly runs: readonly TargetRun[];
  /** Each once, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the targets of every group; nothing is written. Throws only when it is cancelled. */
export async function runTargets(
  project: Project,
  groups: readonly DeploymentGroup[],
  signal: AbortSignal,
): Promise<TargetsRun> {
  const targets = configuredTargets(project);
  const facts = fileFacts(project);
  const runs: TargetRun[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  for (const { system, runs: deployments } of groups) {
    // Targets are synchronous: this is where Ctrl+C is heard.
    await setImmediate();
    const generated = generate({
      system,
      targets,
      deployments,
      facts,
      hash: hashText,
      signal,
      now: () => performance.now(),
    });
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
});
