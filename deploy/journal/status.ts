import type { JournalRecord, Outcome, RunStarted } from './record.ts';

/** What the journal says about one run. */
export interface RunStatus {
  readonly run: string;
  readonly deployment: string;
  readonly environment?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  /** `running`: its process is there; `interrupted`: it is gone and nobody wrote how it ended. */
  readonly outcome: Outcome | 'running' | 'interrupted';
  readonly steps: readonly StepStatus[];
}

export interface StepStatus {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  readonly state: 'done' | 'done earlier' | 'failed' | 'cancelled' | 'running' | 'interrupted' | 'not run';
  readonly milliseconds?: number;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly says?: string;
  /** Output of the step, relative to the folder of deployments. */
  readonly log?: string;
}

/** The last of the runs that are meant. `isAlive` tells whether the run's process exists. */
export function lastRun(
  records: readonly JournalRecord[],
  isMeant: (run: RunStarted) => boolean,
  isAlive: (run: RunStarted) => boolean,
): RunStatus | undefined {
  const started = records.findLast(
    (record): record is RunStarted => record.record === 'run-started' && isMeant(record),
  );
  if (!started) return undefined;
  const own = records.filter(({ run }) => run === started.run);
  const ended = own.find((record) => record.record === 'run-ended');
  const alive = ended === undefined && isAlive(started);
  return {
    run: started.run,
    deployment: started.deployment,
    ...(started.environment === undefined ? {} : { environment: started.environment }),
    startedAt: started.at,
    ...(ended ? { endedAt: ended.at } : {}),
    outcome: ended?.outcome ?? (alive ? 'running' : 'interrupted'),
    steps: started.steps.map(({ id, title }, at) => ({
      id,
      title,
      number: at + 1,
      ...stateOf(id, own, started.kept.includes(id), alive),
    })),
  };
}

/** The last run of each deployment, the one that was begun last first. */
export function lastRuns(
  records: readonly JournalRecord[],
  isAlive: (run: RunStarted) => boolean,
): readonly RunStatus[] {
  const deployments = new Set(
    records.flatMap((record) => (record.record === 'run-started' ? [record.deployment] : [])).reverse(),
  );
  return [...deployments].map((name) => lastRun(records, ({ deployment }) => deployment === name, isAlive)!);
}

/** The records of one deployment's runs, in their order. */
export function recordsOf(records: readonly JournalRecord[], deployment: string): readonly JournalRecord[] {
  const runs = new Set(
    records.flatMap((record) =>
      record.record === 'run-started' && record.deployment === deployment ? [record.run] : [],
    ),
  );
  return records.filter(({ run }) => runs.has(run));
}

type State = Omit<StepStatus, 'id' | 'title' | 'number'>;

function stateOf(id: string, own: readonly JournalRecord[], kept: boolean, alive: boolean): State {
  const last = own.findLast((record) => 'step' in record && record.step === id);
  const start = own.findLast((record) => record.record === 'step-started' && record.step === id);
  const log = start?.record === 'step-started' ? { log: start.log } : {};
  switch (last?.record) {
    case 'step-finished':
    case 'step-failed':
    case 'step-cancelled': {
      const state = {
        'step-finished': 'done',
        'step-failed': 'failed',
        'step-cancelled': 'cancelled',
      } as const;
      const { milliseconds, exitCode, signal, says } = last;
      return {
        state: state[last.record],
        milliseconds,
        ...(exitCode === undefined ? {} : { exitCode }),
        ...(signal === undefined ? {} : { signal }),
        ...(says === undefined ? {} : { says }),
        ...log,
      };
    }
    case 'step-started':
      return { state: alive ? 'running' : 'interrupted', ...log };
    default:
      return { state: kept ? 'done earlier' : 'not run' };
  }
}
