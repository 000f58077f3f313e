import { setImmediate } from 'node:timers/promises';
import type { Project } from '../../language/index.ts';
import type { DeploymentGroup } from '../../targets/project/choose-deployments.ts';
import { runTargets as run, type TargetsRun } from '../../targets/project/run-targets.ts';
import { hashText } from '../output/index.ts';

/** Runs the targets of every group; nothing is written. Throws only when it is cancelled. */
export const runTargets = (
  project: Project,
  groups: readonly DeploymentGroup[],
  signal: AbortSignal,
): Promise<TargetsRun> =>
  run(project, groups, {
    hash: hashText,
    signal,
    // This is where Ctrl+C is heard.
    pause: () => setImmediate(),
    now: () => performance.now(),
  });
