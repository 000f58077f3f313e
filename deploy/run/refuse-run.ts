import type { NumberedStep, StaleOutput } from '../plan/deploy-plan.ts';
import type { RunRequest } from './run-deployment.ts';
import type { LockHolder } from './project-lock.ts';

/** Why nothing was begun. */
export type RunRefusal =
  | { readonly refusal: 'stale'; readonly stale: StaleOutput }
  | { readonly refusal: 'locked'; readonly heldBy: LockHolder | 'unknown'; readonly path: string }
  | { readonly refusal: 'no such step'; readonly number: number; readonly steps: number }
  /** A single step was asked for, and these have to succeed before it. */
  | { readonly refusal: 'too early'; readonly step: NumberedStep; readonly before: readonly NumberedStep[] }
  | {
      readonly refusal: 'program missing';
      readonly step: NumberedStep;
      readonly reason: string;
      readonly help: string;
    };

/** Looks at everything that can be known before the first step. */
export function refuseRun(
  { plan, only, programs }: Pick<RunRequest, 'plan' | 'only' | 'programs'>,
  selected: readonly NumberedStep[],
  done: ReadonlySet<string>,
): RunRefusal | undefined {
  if (plan.stale) return { refusal: 'stale', stale: plan.stale };
  if (only !== undefined) {
    const [step] = selected;
    if (!step) return { refusal: 'no such step', number: only, steps: plan.steps.length };
    const before = plan.steps.filter(({ id }) => step.dependsOn.includes(id) && !done.has(id));
    if (before.length > 0) return { refusal: 'too early', step, before };
  }
  for (const step of selected) {
    const program = programs.get(step.command.program);
    if (program && !program.found)
      return { refusal: 'program missing', step, reason: program.reason, help: program.help };
  }
  return undefined;
}
