import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readJournal } from '../journal/journal.ts';
import { recordsOf } from '../journal/status.ts';
import type { NumberedStep } from '../plan/deploy-plan.ts';
import { hashInputs } from './input-hash.ts';
import type { ProjectLock } from './project-lock.ts';
import type { RunRequest, StepResult, Unstamped } from './run-deployment.ts';
import { deployFolder, logName } from './run-folder.ts';
import { openStepLog } from './step-log.ts';
import { runProcess, type ProcessEnd } from './step-process.ts';

export interface StepContext {
  readonly request: RunRequest;
  readonly run: string;
  readonly record: (entry: Unstamped) => void;
  readonly lock: ProjectLock;
}

/** Asks when there is something to ask, runs the step's process, keeps its output and records how it ended. */
export async function runStep(step: NumberedStep, context: StepContext): Promise<StepResult> {
  const { request, run, record, lock } = context;
  const { project, environment, events, signal } = request;
  const program = request.programs.get(step.command.program);
  if (!program?.found) throw new Error(`Step ${step.id} was begun without ${step.command.program}.`);
  const inputs = await hashInputs(step, { project, environment, version: program.version });
  const begun = process.hrtime.bigint();
  const milliseconds = (): number => Number((process.hrtime.bigint() - begun) / 1_000_000n);

  if (
    step.question !== undefined &&
    events.confirm &&
    !(await events.confirm(step.question, earlierOutputs(step, context)))
  ) {
    const says = 'the answer was no';
    record({ record: 'step-cancelled', step: step.id, inputs, milliseconds: milliseconds(), says });
    return { step, state: 'cancelled', milliseconds: milliseconds(), says };
  }

  const logFile = logName(run, step.number, step.id);
  const log = openStepLog(join(deployFolder(project), logFile));
  try {
    for (const folder of step.makes) mkdirSync(resolve(project, folder), { recursive: true });
    record({ record: 'step-started', step: step.id, inputs, log: logFile });
    const end = await runProcess({
      program: program.path,
      args: step.command.args,
      cwd: resolve(project, step.command.cwd),
      environment: { ...environment, ...step.command.sets },
      patience: step.patience,
      signal,
      onStart: (pid) => lock.setChild(pid),
      onOutput: (chunk) => {
        log.write(chunk);
        events.onOutput?.(chunk);
      },
    });
    lock.setChild(undefined);
    const verdict = { ...judge(step, end, log.problem), milliseconds: milliseconds() };
    const { state, ...facts } = verdict;
    record({ record: RECORD_OF[state], step: step.id, inputs, ...facts });
    return { step, ...verdict, log: logFile };
  } finally {
    log.close();
  }
}

/** Outputs of the steps that this one uses up, as far as they were not shown in this run. */
function earlierOutputs({ usesUp }: NumberedStep, { request, run }: StepContext): readonly string[] {
  const records = recordsOf(readJournal(request.project), request.plan.deployment);
  return usesUp.flatMap((id) => {
    const last = records.findLast((record) => record.record === 'step-started' && record.step === id);
    return last?.record === 'step-started' && last.run !== run ? [last.log] : [];
  });
}

const RECORD_OF = { done: 'step-finished', failed: 'step-failed', cancelled: 'step-cancelled' } as const;

type Verdict = Pick<StepResult, 'state' | 'exitCode' | 'signal' | 'says'>;

function judge(step: NumberedStep, end: ProcessEnd, logProblem: string | undefined): Verdict {
  const lost = logProblem === undefined ? '' : `; its output could not be kept (${logProblem})`;
  switch (end.end) {
    case 'exit': {
      const { exitCode } = end;
      const meanings = Object.keys(step.successes).length > 0 ? step.successes : { 0: '' };
      const meaning = meanings[exitCode];
      const says = `${meaning ?? ''}${lost}`.replace(/^; /, '');
      return { state: meaning === undefined ? 'failed' : 'done', exitCode, ...(says === '' ? {} : { says }) };
    }
    case 'signal':
      return { state: 'failed', signal: end.signal, says: `ended by ${end.signal}${lost}` };
    case 'cancelled':
      return {
        state: 'cancelled',
        says: end.forced
          ? `ended by force after ${step.patience} s${lost}`
          : `ended when it was asked to${lost}`,
      };
    case 'not started':
      return { state: 'failed', says: `it could not be started: ${end.reason}` };
  }
}
