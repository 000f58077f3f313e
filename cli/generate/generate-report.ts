import { join } from 'node:path';
import type { TargetRun } from '../../targets/kit/generate.ts';
import type { Change, Choice } from '../../targets/kit/ownership.ts';
import { packageVersion } from '../package-root.ts';
import { displayPath } from '../project-location.ts';
import { plural } from '../report/human.ts';
import { jsonFinding } from '../report/json.ts';
import type { Finding } from '../report/report.ts';
import type { Colors } from '../terminal.ts';
import type { Choices } from './settle-conflicts.ts';

export interface GenerateReport {
  readonly mode: 'written' | 'dry-run' | 'check';
  /** Absolute path of the output folder. */
  readonly out: string;
  readonly folder: string;
  readonly cwd: string;
  readonly runs: readonly TargetRun[];
  readonly plan: readonly Change[];
  readonly choices: Choices;
  readonly findings: readonly Finding[];
  readonly milliseconds: number;
}

interface Row {
  readonly path: string;
  readonly mark: string;
  readonly words: string;
  readonly paint: keyof Colors & ('green' | 'yellow' | 'red' | 'dim' | 'cyan');
}

/** What was, or would be, done: targets with their times, then every file that is not simply up to date. */
export function humanGenerate(report: GenerateReport, colors: Colors): string {
  const { runs, plan, choices, out, cwd } = report;
  const targets = runs.map((run) => {
    const state = run.failed ? colors.red('failed, nothing written') : plural(run.files.length, 'file');
    const time = run.milliseconds === undefined ? '' : colors.dim(` in ${run.milliseconds.toFixed(0)} ms`);
    return `  ${run.folder.padEnd(28)} ${state}${time}\n`;
  });
  const rows = plan.flatMap((change) => rowOf(change, choices.get(change.path)) ?? []);
  const files = rows.map(
    ({ path, mark, words, paint }) =>
      `${colors[paint](`  ${mark} ${path}`)}${words === '' ? '' : colors.dim(`  ${words}`)}\n`,
  );
  return [`${colors.bold(displayPath(out, cwd))}\n`, ...targets, ...files, `${summary(report)}\n`].join('');
}

function rowOf(change: Change, choice: Choice | undefined): Row | undefined {
  const { path } = change;
  switch (change.change) {
    case 'create':
      return { path, mark: '+', words: '', paint: 'green' };
    case 'update':
      return { path, mark: '~', words: '', paint: 'yellow' };
    case 'remove':
      return { path, mark: '-', words: 'no longer generated', paint: 'red' };
    case 'edited':
      return { path, mark: '=', words: 'edited by hand, kept', paint: 'cyan' };
    case 'orphan':
      return { path, mark: '=', words: 'no longer generated, but edited by hand: kept', paint: 'cyan' };
    case 'blocked':
      return { path, mark: '!', words: `in the way: ${change.what}`, paint: 'red' };
    case 'conflict':
      return conflictRow(change, choice);
    case 'unchanged':
    case 'gone':
      return undefined;
  }
}

function conflictRow(
  { path, merged, why }: Extract<Change, { change: 'conflict' }>,
  choice: Choice | undefined,
): Row {
  if (choice === 'keep')
    return {
      path,
      mark: '=',
      words: why === 'foreign' ? 'not written by Tenon, kept' : 'edited by hand, kept',
      paint: 'cyan',
    };
  if (choice === 'replace')
    return {
      path,
      mark: '~',
      words: why === 'foreign' ? 'replaced' : 'hand edits replaced',
      paint: 'yellow',
    };
  if (choice === undefined)
    return {
      path,
      mark: '!',
      words: why === 'foreign' ? 'not written by Tenon' : 'edited by hand',
      paint: 'red',
    };
  const left = merged?.conflicts ?? 0;
  if (left === 0) return { path, mark: '~', words: 'merged with your edits', paint: 'yellow' };
  return {
    path,
    mark: '!',
    words: `merged; ${plural(left, 'conflict')} marked for you to settle`,
    paint: 'red',
  };
}

function summary({ plan, choices, mode, milliseconds, runs }: GenerateReport): string {
  const number = (kind: Change['change']): number => plan.filter(({ change }) => change === kind).length;
  const chosen = (choice: Choice): number =>
    plan.filter(({ change, path }) => change === 'conflict' && choices.get(path) === choice).length;
  const unsettled =
    number('conflict') - chosen('keep') - chosen('merge') - chosen('replace') + number('blocked');
  const parts = [
    [number('create'), 'created'],
    [number('update') + chosen('replace'), 'updated'],
    [chosen('merge'), 'merged'],
    [number('edited') + number('orphan') + chosen('keep'), 'kept'],
    [number('remove'), 'removed'],
    [number('unchanged'), 'unchanged'],
    [unsettled, 'undecided'],
  ] as const;
  const words = parts.filter(([amount]) => amount > 0).map(([amount, word]) => `${amount} ${word}`);
  const failed = runs.filter((run) => run.failed).length;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  const time = ` (${plural(runs.length, 'target')}${failures}, ${milliseconds.toFixed(0)} ms)`;
  const todo = parts.every(([amount, word]) => amount === 0 || word === 'unchanged' || word === 'kept');
  if (mode === 'dry-run') return `Dry run: ${words.join(', ') || 'nothing'}${time}; nothing was written.`;
  if (mode === 'check')
    return todo && number('edited') === 0
      ? `Up to date: ${words.join(', ')}${time}.`
      : `Out of date: ${words.join(', ')}${time}.`;
  return todo ? `Nothing to do: ${words.join(', ') || 'no files'}${time}.` : `${words.join(', ')}${time}.`;
}

/** The same for programs. Paths of files are relative to the output folder. */
export function jsonGenerate(report: GenerateReport): string {
  const { mode, out, folder, cwd, runs, plan, choices, findings } = report;
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command: 'generate',
    mode,
    project: displayPath(folder, cwd),
    out: displayPath(out, cwd),
    targets: runs.map(({ id, deployment, folder: place, files, failed, milliseconds }) => ({
      id, deployment, folder: place, files: files.length, failed, milliseconds,
    })), // prettier-ignore
    files: plan.map((change) => jsonChange(change, choices.get(change.path), out, cwd)),
    findings: findings.map((finding) => jsonFinding(finding, report)),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function jsonChange(change: Change, choice: Choice | undefined, out: string, cwd: string): object {
  const { path, target } = change;
  return {
    path,
    file: displayPath(join(out, path), cwd),
    target,
    change: change.change,
    ...(choice === undefined ? {} : { choice }),
    ...(change.change === 'conflict'
      ? { why: change.why, choices: change.choices, conflicts: change.merged?.conflicts }
      : {}),
  };
}
