import { join } from 'node:path';
import { deployFolder, type RunStatus, type StepStatus } from '../../deploy/index.ts';
import { displayPath } from '../project-location.ts';
import type { Colors } from '../terminal.ts';
import { seconds, type RunPlace } from './run-report.ts';

const PAINT = {
  done: 'green', 'done earlier': 'green', failed: 'red', cancelled: 'yellow', running: 'cyan', interrupted: 'red', 'not run': 'dim',
} as const satisfies Record<StepStatus['state'], keyof Colors>; // prettier-ignore

/** The last run, step by step. */
export function humanStatus(status: RunStatus, place: RunPlace, colors: Colors): string {
  const { deployment, environment, run, startedAt, outcome } = status;
  const where = environment === undefined ? '' : ` in environment ${environment}`;
  const head = `${colors.bold(`${deployment}${where}`)}: ${colors[PAINT[outcome]](outcome)}\n${colors.dim(`run ${run}, begun ${startedAt}`)}\n`;
  const steps = status.steps.map((step) => {
    const { number, title, state, milliseconds, exitCode, signal, says, log } = step;
    const facts = [
      milliseconds === undefined ? undefined : seconds(milliseconds),
      state === 'failed' && exitCode !== undefined ? `exit code ${exitCode}` : signal,
      says,
      state === 'done' || log === undefined
        ? undefined
        : displayPath(join(deployFolder(place.folder), log), place.cwd),
    ].filter((fact) => fact !== undefined);
    return `${number}  ${colors[PAINT[state]](state.padEnd(12))}  ${title}${facts.length === 0 ? '' : colors.dim(`  ${facts.join(', ')}`)}\n`;
  });
  return [head, ...steps].join('');
}

export const jsonStatus = (status: RunStatus | undefined, place: RunPlace): object => ({
  ...head(place),
  ...(status ? jsonRun(status, place) : { run: null }),
});

/** The last run of each deployment. */
export const jsonStatuses = (all: readonly RunStatus[], place: RunPlace): object => ({
  ...head(place),
  runs: all.map((status) => jsonRun(status, place)),
});

const head = ({ folder, cwd }: RunPlace): object => ({
  version: 1,
  command: 'deploy status',
  project: displayPath(folder, cwd),
});

function jsonRun({ steps, ...rest }: RunStatus, place: RunPlace): object {
  const shown = steps.map(({ log, ...step }) =>
    log === undefined
      ? step
      : { ...step, log: displayPath(join(deployFolder(place.folder), log), place.cwd) },
  );
  return { ...rest, steps: shown };
}
