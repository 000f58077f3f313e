/** The face of the room: what a deployment does, doing it, and what was done. */
export type { DeployPlan, Need, NumberedStep, Reason, StaleOutput } from './plan/deploy-plan.ts';
export { shownCommand } from './plan/shown-command.ts';
export { planDeployment, type PlanInput, type TargetOutput } from './plan/plan-deployment.ts';
export { findPrograms, type FoundProgram, type Programs } from './preflight/find-programs.ts';
export {
  runDeployment,
  type RunEvents,
  type RunOutcome,
  type RunRequest,
  type RunResult,
  type Selection,
  type StepResult,
} from './run/run-deployment.ts';
export type { RunRefusal } from './run/refuse-run.ts';
export { lockHolder } from './run/project-lock.ts';
export { deployFolder } from './run/run-folder.ts';
export { readJournal } from './journal/journal.ts';
export { lastRun, lastRuns, type RunStatus, type StepStatus } from './journal/status.ts';
