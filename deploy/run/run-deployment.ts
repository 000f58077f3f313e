import { appendRecord, readJournal } from '../journal/journal.ts';
import type { JournalRecord, Outcome } from '../journal/record.ts';
import { recordsOf } from '../journal/status.ts';
import type { DeployPlan, NumberedStep } from '../plan/deploy-plan.ts';
import type { Programs } from '../preflight/find-programs.ts';
import { refuseRun, type RunRefusal } from './refuse-run.ts';
import { hashInputs } from './input-hash.ts';
import { lockProject, type ProjectLock } from './project-lock.ts';
import { doneSteps } from './resume.ts';
import { makeDeployFolder, makeRunFolder, runId } from './run-folder.ts';
import { runStep, type StepContext } from './run-step.ts';

export interface RunRequest {
  readonly plan: DeployPlan;
  /** Absolute project folder. */
  readonly project: string;
  readonly programs: Programs;
  /** The whole environment that the steps get; Tenon adds what their commands set. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Run exactly the step with this number. */
  readonly only?: number;
  /** Run every step again, whatever the journal says. */
  readonly restart?: boolean;
  readonly events: RunEvents;
}

export interface RunEvents {
  /** Asked before anything is done, with what would be; false leaves everything as it is. Absent: go on. */
  confirmRun?(selection: Selection): Promise<boolean>;
  onStep?(step: NumberedStep): void;
  onOutput?(chunk: Buffer): void;
  onStepEnd?(result: StepResult): void;
  /**
   * Asked before a step that has a question; false ends the run there. Absent: nobody can be asked.
   * `earlier` are the outputs, relative to the folder of deployments, of steps of earlier runs that it uses up.
   */
  confirm?(question: string, earlier: readonly string[]): Promise<boolean>;
}

export interface Selection {
  /** Steps that an earlier run did and that nothing has changed since. */
  readonly kept: readonly NumberedStep[];
  readonly steps: readonly NumberedStep[];
}

export interface StepResult {
  readonly step: NumberedStep;
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly milliseconds: number;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly says?: string;
  /** Relative to the folder of deployments. */
  readonly log?: string;
}

export interface RunResult extends Selection {
  readonly run: string;
  readonly outcome: Outcome;
  /** How the steps ended that were begun, in their order. */
  readonly results: readonly StepResult[];
  /** Those that were to run and did not. */
  readonly notRun: readonly NumberedStep[];
  /** Where the next run goes on. */
  readonly next?: NumberedStep;
}

export type RunOutcome =
  RunResult | { readonly refused: RunRefusal } | { readonly declined: true } | { readonly upToDate: true };

/**
 * Launches a plan: one step after the other, each a process; it stops at the first that fails. Everything is
 * in the journal before and after each step, so that the next run goes on where this one ended. Refuses
 * without doing anything when it can't begin. Throws errors of the file system.
 */
export async function runDeployment(request: RunRequest): Promise<RunOutcome> {
  const { plan, project } = request;
  makeDeployFolder(project);
  const locked = lockProject(project, plan.deployment);
  if ('heldBy' in locked) return { refused: { refusal: 'locked', heldBy: locked.heldBy, path: locked.path } };
  try {
    return await runLocked(request, runId(new Date()), locked.lock);
  } finally {
    locked.lock.release();
  }
}

async function runLocked(request: RunRequest, run: string, lock: ProjectLock): Promise<RunOutcome> {
  const { plan, project, events } = request;
  const inputs = await hashAll(request);
  const doneNow = (): ReadonlySet<string> =>
    doneSteps(plan.steps, recordsOf(readJournal(project), plan.deployment), inputs);
  const done = doneNow();
  const steps = selectSteps(request, done);
  const refused = refuseRun(request, steps, done);
  if (refused) return { refused };
  if (steps.length === 0) return { upToDate: true };
  const selection: Selection = {
    steps,
    kept: plan.steps.filter((step) => done.has(step.id) && !steps.includes(step)),
  };
  if (events.confirmRun && !(await events.confirmRun(selection))) return { declined: true };

  makeRunFolder(project, run);
  const record = (entry: Unstamped): void =>
    appendRecord(project, { version: 1, at: new Date().toISOString(), run, ...entry });
  record({
    record: 'run-started',
    deployment: plan.deployment,
    ...(plan.environment === undefined ? {} : { environment: plan.environment }),
    pid: process.pid,
    steps: plan.steps.map(({ id, title }) => ({ id, title })),
    kept: selection.kept.map(({ id }) => id),
    ...(request.only === undefined ? {} : { only: steps[0]!.id }),
  });
  const results = await runSteps(steps, { request, run, record, lock });
  const outcome = results.at(-1)!.state;
  record({ record: 'run-ended', outcome });
  const doneAfter = doneNow();
  const next = plan.steps.find(({ id, runs }) => runs === 'to its end' && !doneAfter.has(id));
  return {
    run,
    outcome,
    ...selection,
    results,
    notRun: steps.slice(results.length),
    ...(next ? { next } : {}),
  };
}

/** Stops at the first step that does not succeed. */
async function runSteps(
  steps: readonly NumberedStep[],
  context: StepContext,
): Promise<readonly StepResult[]> {
  const { events } = context.request;
  const results: StepResult[] = [];
  for (const step of steps) {
    events.onStep?.(step);
    const result = await runStep(step, context);
    results.push(result);
    events.onStepEnd?.(result);
    if (result.state !== 'done') break;
  }
  return results;
}

/** A record before it gets its time and its run. */
export type Unstamped = {
  [R in JournalRecord as R['record']]: Omit<R, 'version' | 'at' | 'run'>;
}[JournalRecord['record']];

async function hashAll({
  plan,
  project,
  programs,
  environment,
}: RunRequest): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const step of plan.steps) {
    const found = programs.get(step.command.program);
    const version = found?.found ? found.version : '';
    hashes.set(step.id, await hashInputs(step, { project, environment, version }));
  }
  return hashes;
}

function selectSteps(
  { plan, only, restart }: RunRequest,
  done: ReadonlySet<string>,
): readonly NumberedStep[] {
  if (only !== undefined) return plan.steps.filter(({ number }) => number === only);
  const ending = plan.steps.filter(({ runs }) => runs === 'to its end');
  return restart ? ending : ending.filter(({ id }) => !done.has(id));
}
