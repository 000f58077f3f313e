import { join } from 'node:path';
import {
  deployFolder,
  shownCommand,
  type NumberedStep,
  type RunResult,
  type Selection,
  type StepResult,
} from '../../deploy/index.ts';
import { displayPath } from '../project-location.ts';
import type { Colors } from '../terminal.ts';

/** Where a run happens, for paths in messages. */
export interface RunPlace {
  /** Absolute project folder. */
  readonly folder: string;
  readonly cwd: string;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** One line above the output of a step. */
export const stepHead = ({ number, title, command }: NumberedStep, colors: Colors): string =>
  `\n${colors.bold(`${number}  ${title}`)}\n${colors.dim(`$ ${shownCommand([command.program, ...command.args])}`)}\n`;

/** One line below the output of a step. */
export function stepEnd(result: StepResult, colors: Colors): string {
  const { step, state, milliseconds } = result;
  const paint = { done: colors.green, failed: colors.red, cancelled: colors.yellow }[state];
  return `${paint(`${step.number}  ${state}`)} after ${seconds(milliseconds)}${reasonOf(result)}\n`;
}

function reasonOf({ state, exitCode, says }: StepResult): string {
  const code = state === 'failed' && exitCode !== undefined ? `exit code ${exitCode}` : undefined;
  const parts = [code, says].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

/** What is about to run. */
export function humanSelection({ kept, steps }: Selection, colors: Colors): string {
  const earlier =
    kept.length === 0
      ? ''
      : ` ${colors.dim(`(${numbers(kept)} done earlier, and nothing has changed since)`)}`;
  return `${colors.bold(`To run: ${numbers(steps)}`)}${earlier}\n`;
}

const numbers = (steps: readonly NumberedStep[]): string =>
  `step ${steps.map(({ number }) => number).join(', ')}`;

/** What was done, what was not, and what to do next. */
export function humanResult(result: RunResult, place: RunPlace, colors: Colors): string {
  const { outcome, results, kept, notRun, next } = result;
  const done = [...kept, ...results.filter(({ state }) => state === 'done').map(({ step }) => step)].sort(
    (a, b) => a.number - b.number,
  );
  const last = results.at(-1)!;
  if (outcome === 'done') {
    const rest = next ? ` Next is step ${next.number} (${next.title}).` : '';
    return `\n${colors.green('Done')}: ${numbers(done)}.${rest}\n`;
  }
  const lines = [
    '',
    `${outcome === 'failed' ? colors.red('Failed') : colors.yellow('Cancelled')} at step ${last.step.number} (${last.step.title})${reasonOf(last)}.`,
    ...(last.log === undefined
      ? []
      : [`  output    ${displayPath(join(deployFolder(place.folder), last.log), place.cwd)}`]),
    `  done      ${done.length === 0 ? 'nothing' : numbers(done)}`,
    `  not run   ${notRun.length === 0 ? 'nothing' : numbers(notRun)}`,
    ...last.step.compensations.map(({ text, by }) => `  declared  ${text}: done by ${by}`),
    `  next      ${advice(result)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function advice({ outcome, next }: RunResult): string {
  const from = next ? ` it goes on with step ${next.number} (${next.title})` : '';
  const mend =
    outcome === 'failed'
      ? 'mend what the output says and run the same command again:'
      : 'run the same command again:';
  return `${mend}${from}; --restart begins with the first step.`;
}

/** The same for programs. */
export function jsonResult(result: RunResult, place: RunPlace): object {
  const { run, outcome, kept, results, notRun, next } = result;
  return {
    version: 1,
    command: 'deploy apply',
    project: displayPath(place.folder, place.cwd),
    run,
    outcome,
    steps: [
      ...kept.map((step) => ({ number: step.number, id: step.id, state: 'done earlier' })),
      ...results.map(({ step, log, ...facts }) => ({
        number: step.number,
        id: step.id,
        ...facts,
        ...(log === undefined ? {} : { log: displayPath(join(deployFolder(place.folder), log), place.cwd) }),
      })),
      ...notRun.map((step) => ({ number: step.number, id: step.id, state: 'not run' })),
    ].sort((a, b) => a.number - b.number),
    ...(next ? { next: next.number } : {}),
  };
}
