import { resolve } from 'node:path';
import { readOutput, openOutput, type OutputProblem, type OutputState } from '../output/index.ts';
import { differing, type Change, type GeneratedFile } from '../../targets/kit/ownership.ts';
import type { ChangeSet } from '../../targets/kit/change-set.ts';
import { unifiedDiff } from '../../targets/kit/unified-diff.ts';
import type { TargetRun } from '../../targets/kit/generate.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OpenedProject } from '../open-project.ts';
import { planOutput } from '../../targets/project/plan-output.ts';
import { decideOutput, generatedFiles, type Conflict } from './decide-output.ts';
import { limitToReview, type ReviewedFiles } from './reviewed-files.ts';
import { explainConflict, settleConflicts, type Choices, type OnEdit } from './settle-conflicts.ts';

export interface WriteRequest {
  readonly mode: 'written' | 'dry-run' | 'check';
  /** Absolute path of the output folder. */
  readonly out: string;
  readonly onEdit: OnEdit;
  /** Only some deployments or targets were asked for. */
  readonly isSelection: boolean;
  /** Only what a review has accepted is written. */
  readonly reviewed?: ReviewedFiles;
}

interface WriteResult {
  readonly plan: readonly Change[];
  readonly choices: Choices;
  /** The folder is not what the model says. */
  readonly differs: boolean;
  /** One unified diff over everything; only for a dry run. */
  readonly diff?: string;
}

type Outcome = WriteResult | { readonly problem: CommandProblem };

/** The output folder of a project: what was asked for, else what its project file says. */
export const outputFolder = (
  { location, project }: OpenedProject,
  out: string | undefined,
  cwd: string,
): string => (out === undefined ? resolve(location.folder, project.settings.output) : resolve(cwd, out));

/** Brings the output folder up to date, or only says what that would change. */
export async function writeOutput(
  runs: readonly TargetRun[],
  request: WriteRequest,
  projectFolder: string,
  context: CliContext,
): Promise<Outcome> {
  const generated = await generatedFiles(runs, projectFolder, context.signal);
  if ('problem' in generated) return refused(generated.problem);
  if (request.mode !== 'written') return preview(runs, generated, request, context);
  const opened = await openOutput(request.out, { signal: context.signal });
  if ('problem' in opened) return refused(opened.problem);
  try {
    if (opened.recovered) context.terminal.error('A write that was interrupted earlier was settled first.\n');
    const state = await opened.read(generated, context.signal);
    if ('problem' in state) return refused(state.problem);
    const all = planOutput(runs, generated, state, request.isSelection);
    const limited = request.reviewed
      ? limitToReview(all, request.reviewed)
      : { plan: all, choices: undefined, kept: undefined };
    if ('problem' in limited) return limited;
    const { plan, kept } = limited;
    const choices = limited.choices ?? (await settleConflicts(conflictsOf(plan), request.onEdit, context));
    const decision = decideOutput(plan, runs, state, ({ path }) => choices.get(path), kept);
    if ('unsettled' in decision) return { problem: unsettled(decision.unsettled) };
    const applied = await opened.apply(decision.changes, {
      projectRoot: projectFolder,
      signal: context.signal,
    });
    if ('problem' in applied) return refused(applied.problem);
    return { plan, choices, differs: false };
  } finally {
    opened.close();
  }
}

async function preview(
  runs: readonly TargetRun[],
  generated: readonly GeneratedFile[],
  request: WriteRequest,
  { signal }: CliContext,
): Promise<Outcome> {
  const state = await readOutput(request.out, generated, signal);
  if ('problem' in state) return refused(state.problem);
  const plan = planOutput(runs, generated, state, request.isSelection);
  const differs = differing(plan).length > 0;
  const choices = previewChoices(plan, request.onEdit);
  return request.mode === 'check'
    ? { plan, choices, differs }
    : { plan, choices, differs, diff: diffOf(plan, runs, state, choices) };
}

/** A preview asks nothing: it shows the merge where there can be one, else that the file stays. */
const previewChoices = (plan: readonly Change[], onEdit: OnEdit): Choices =>
  new Map(
    conflictsOf(plan).map(({ path, choices }) => {
      const wanted = onEdit === 'ask' ? 'merge' : onEdit;
      return [path, choices.includes(wanted) ? wanted : 'keep'];
    }),
  );

function diffOf(
  plan: readonly Change[],
  runs: readonly TargetRun[],
  state: OutputState,
  choices: Choices,
): string {
  const open = plan.filter(({ change }) => change !== 'blocked');
  const decision = decideOutput(open, runs, state, ({ path }) => choices.get(path));
  const changes: ChangeSet = 'changes' in decision ? decision.changes : { writes: [], removes: [] };
  return unifiedDiff(changes, state.disk);
}

const conflictsOf = (plan: readonly Change[]): readonly Conflict[] =>
  plan.filter((change): change is Conflict => change.change === 'conflict');

function unsettled(changes: readonly Extract<Change, { change: 'conflict' | 'blocked' }>[]): CommandProblem {
  const lines = changes.map((change) =>
    change.change === 'conflict'
      ? explainConflict(change)
      : `${change.path} can't be written: ${change.what} is in the way.`,
  );
  const hint = changes.some(({ change }) => change === 'conflict')
    ? 'Choose with --on-edit merge, keep or replace; files that Tenon has not written take only keep or replace.'
    : 'Move it away, or choose another folder with --out.';
  const message = `Nothing was written, because files are not as Tenon left them:\n  ${lines.join('\n  ')}`;
  return { exitCode: EXIT.findings, message, help: hint };
}

function refused({ reason, message, help }: OutputProblem): { readonly problem: CommandProblem } {
  const exitCode = reason === 'changed-meanwhile' ? EXIT.findings : EXIT.unreadable;
  return { problem: { exitCode, message, ...(help === undefined ? {} : { help }) } };
}
