import { relative, resolve } from 'node:path';
import {
  shownCommand,
  type DeployPlan,
  type FoundProgram,
  type Need,
  type NumberedStep,
  type Programs,
  type Reason,
} from '../../deploy/index.ts';
import type { Origin } from '../../language/index.ts';
import { displayPath } from '../project-location.ts';
import { placeText, plural } from '../report/human.ts';
import { machinePath, oneBased } from '../report/places.ts';
import type { Colors } from '../terminal.ts';

export interface PlanReport {
  readonly plan: DeployPlan;
  readonly programs: Programs;
  /** Absolute project folder. */
  readonly folder: string;
  readonly cwd: string;
}

/** The numbered list that is read before anything happens. */
export function humanPlan(report: PlanReport, colors: Colors): string {
  const { plan } = report;
  const environment = plan.environment === undefined ? '' : ` in environment ${simple(plan.environment)}`;
  const title = colors.bold(
    `Deployment ${simple(plan.deployment)}${environment}: ${plural(plan.steps.length, 'step')}`,
  );
  const stale = plan.stale ? [staleStep(plan.stale, colors)] : [];
  const steps = plan.steps.map((step) => humanStep(step, report, colors));
  const notes = plan.notes.map(
    ({ message, origin }) =>
      `${colors.cyan('note')}  ${message} ${colors.dim(`(${placeOf(origin, report)})`)}\n`,
  );
  return [`${title}\n`, ...stale, ...steps, ...(notes.length > 0 ? [notes.join('')] : [])].join('\n');
}

const simple = (qualifiedName: string): string => qualifiedName.split('.').at(-1)!;

function staleStep({ files, command }: NonNullable<DeployPlan['stale']>, colors: Colors): string {
  const shown = files.slice(0, 5).join(', ');
  const more = files.length > 5 ? ` and ${files.length - 5} more` : '';
  return [
    colors.bold(colors.yellow('0  Generate first')),
    `   $ ${shownCommand(command)}`,
    row('why', `not as the model says: ${shown}${more}`, colors),
    '',
  ].join('\n');
}

function humanStep(step: NumberedStep, report: PlanReport, colors: Colors): string {
  const { command } = step;
  const asServer =
    step.runs === 'as a server'
      ? colors.dim(`  only with --step ${step.number}: it runs until it is stopped`)
      : '';
  const lines = [
    colors.bold(`${step.number}  ${step.title}`) + asServer,
    `   $ ${shownCommand([command.program, ...command.args])}`,
    row('in', displayPath(resolve(report.folder, command.cwd), report.cwd), colors),
    ...variables(step, colors),
    ...step.why.map((reason) =>
      row('why', `${reason.text} ${colors.dim(`(${placeOf(reason.origin, report)})`)}`, colors),
    ),
    ...step.changes.map((change) => row('changes', change, colors)),
    ...step.needs.map((need) => row('needs', needText(need, report.programs, colors), colors)),
    ...(step.dependsOn.length > 0 ? [row('after', numbersOf(step, report.plan), colors)] : []),
    ...step.compensations.map(({ text, by, origin }) =>
      row('failure', `${text}: done by ${by} ${colors.dim(`(${placeOf(origin, report)})`)}`, colors),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const row = (label: string, text: string, colors: Colors): string =>
  `   ${colors.dim(label.padEnd(8))} ${text}`;

function variables({ command }: NumberedStep, colors: Colors): readonly string[] {
  const sets = Object.keys(command.sets);
  const parts = [
    ...(sets.length > 0 ? [`sets ${sets.join(' ')}`] : []),
    ...(command.reads.length > 0 ? [`reads ${command.reads.join(' ')}`] : []),
  ];
  return parts.length === 0 ? [] : [row('env', parts.join(', '), colors)];
}

function needText(need: Need, programs: Programs, colors: Colors): string {
  if (need.kind === 'given') return need.text;
  const found: FoundProgram | undefined = programs.get(need.program);
  if (!found) return need.text;
  return found.found
    ? `${need.text}: ${colors.green(`${found.version} is there`)}`
    : `${need.text}: ${colors.red(found.reason)}. ${found.help}`;
}

const numbersOf = (step: NumberedStep, plan: DeployPlan): string =>
  plan.steps
    .filter(({ id }) => step.dependsOn.includes(id))
    .map(({ number }) => `step ${number}`)
    .join(', ');

const placeOf = ({ file, range }: Origin, { folder, cwd }: PlanReport): string =>
  placeText(file, range.start, { folder, cwd });

/** The plan for programs: places as in other reports, variables by their names alone. */
export function jsonPlan(report: PlanReport): object {
  const { plan, folder, cwd } = report;
  return {
    version: 1,
    command: 'deploy plan',
    project: displayPath(folder, cwd),
    deployment: plan.deployment,
    ...(plan.environment === undefined ? {} : { environment: plan.environment }),
    ready:
      !plan.stale &&
      plan.steps.every(
        (step) => step.runs === 'as a server' || missingOf(step, report.programs).length === 0,
      ),
    steps: [
      ...(plan.stale
        ? [
            {
              number: 0,
              id: 'generate',
              title: 'Generate first',
              command: plan.stale.command,
              files: plan.stale.files,
            },
          ]
        : []),
      ...plan.steps.map((step) => jsonStep(step, report)),
    ],
    notes: plan.notes.map(({ message, origin }) => ({ message, ...jsonPlace(origin, report) })),
  };
}

function jsonStep(step: NumberedStep, report: PlanReport): object {
  const { number, id, target, title, command, changes, needs, dependsOn, runs, compensations, question } =
    step;
  const reason = ({ text, origin }: Reason): object => ({ text, ...jsonPlace(origin, report) });
  return {
    number,
    id,
    target,
    title,
    runs,
    command: [command.program, ...command.args],
    cwd: machinePath(relative(report.folder, resolve(report.folder, command.cwd)), report),
    sets: Object.keys(command.sets),
    reads: command.reads,
    why: step.why.map(reason),
    changes,
    needs: needs.map((need) => {
      if (need.kind === 'given') return { text: need.text };
      const found = report.programs.get(need.program);
      const state = found?.found ? { version: found.version } : { missing: found?.reason, help: found?.help };
      return { program: need.program, text: need.text, ...state };
    }),
    dependsOn,
    ...(question === undefined ? {} : { question }),
    onFailure: compensations.map(({ by, ...rest }) => ({ ...reason(rest), by })),
  };
}

const missingOf = (step: NumberedStep, programs: Programs): readonly FoundProgram[] =>
  step.needs.flatMap((need) => {
    const found = need.kind === 'program' ? programs.get(need.program) : undefined;
    return found && !found.found ? [found] : [];
  });

const jsonPlace = ({ element, file, range }: Origin, place: PlanReport): object => ({
  element,
  file: machinePath(file, place),
  start: oneBased(range.start),
});
