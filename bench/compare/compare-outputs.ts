import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTensorFile } from '../host/tensor-file.ts';
import type { System } from '../../language/index.ts';
import type { FilledTensor } from '../inputs/fill-tensors.ts';
import { readLabelledRows } from '../inputs/rows/labelled-rows.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkOptions } from '../run/benchmark-request.ts';
import { coldPlan } from '../run/make-plan.ts';
import { withMachineLock } from '../run/run-benchmark.ts';
import { runChild } from '../run/run-child.ts';
import { prepareContenders, type Contender, type Contenders, type PreparedContender } from './contenders.ts';
import { outputErrors, type OutputErrors, type Precision } from './output-errors.ts';
import { precisionOf } from './precision.ts';
import { predictions, scores, type Predictions, type Score } from './scores.ts';

/** Whether a candidate still says the same as its reference. */
export interface Agreement {
  readonly agrees: boolean;
  readonly precision: Precision;
  readonly outputs: readonly OutputErrors[];
  /** Against labelled rows, where the project has them. */
  readonly scores?: { readonly rows: number; readonly of: readonly Score[] };
  /** Why there are no scores, as a sentence. */
  readonly whyNoScores?: string;
}

/** A model of a project, for finding rows whose answers are known. */
export interface LabelSource {
  readonly system: System;
  /** Qualified name. */
  readonly model: string;
  /** Absolute path of the project. */
  readonly project: string;
}

/** Outputs of each batch of inputs: several where the inputs are rows of a file. */
type Runs = readonly (readonly FilledTensor[])[];

/**
 * Runs both sides once with the same inputs, each in a process of its own, and holds their outputs against each other;
 * and their answers against the truth, where labelled rows can be had.
 */
export async function compareOutputs(
  { base, candidate }: Pick<Contenders, 'base' | 'candidate'>,
  options: BenchmarkOptions,
  labels?: LabelSource,
): Promise<Agreement | { readonly problem: BenchmarkProblem }> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-outputs-'));
  try {
    const ours = await outputsOf(base, join(folder, 'base'), options);
    if ('problem' in ours) return ours;
    const theirs = await outputsOf(candidate, join(folder, 'candidate'), options);
    if ('problem' in theirs) return theirs;
    const precision = precisionOf(candidate.signature);
    const outputs = worstErrors(ours, theirs, precision);
    const isNear = outputs.every(({ agrees }) => agrees);
    if (labels === undefined) return { agrees: isNear, precision, outputs };
    const scored = await againstLabels({ base, candidate }, labels, folder, options);
    if ('problem' in scored) return scored;
    if ('why' in scored) return { agrees: isNear, precision, outputs, whyNoScores: scored.why };
    const isAsGood = scored.of.every(({ isWorse }) => !isWorse);
    // Eight-bit weights move the outputs; whether that matters, the truth decides.
    return { agrees: isAsGood && (isNear || precision === 'int8'), precision, outputs, scores: scored };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function outputsOf(
  { plan, inputs }: PreparedContender,
  path: string,
  options: BenchmarkOptions,
): Promise<Runs | { readonly problem: BenchmarkProblem }> {
  const once = coldPlan(plan);
  const wanting = { ...once, cases: once.cases.map((planned) => ({ ...planned, wantsOutputs: path })) };
  const ran = await runChild({ plan: wanting, cases: [inputs] }, options);
  return 'problem' in ran ? ran : readTensorFile(path);
}

async function againstLabels(
  { base, candidate }: Pick<Contenders, 'base' | 'candidate'>,
  { system, model, project }: LabelSource,
  folder: string,
  options: BenchmarkOptions,
): Promise<
  NonNullable<Agreement['scores']> | { readonly why: string } | { readonly problem: BenchmarkProblem }
> {
  const request = { system, model, project, file: base.model, signal: options.signal };
  const many = await readLabelledRows(base.signature, { ...request, batch: 64 });
  const read = 'rows' in many ? many : await readLabelledRows(base.signature, { ...request, batch: 1 });
  if ('why' in read) return read;
  const { plan, batch, labels, kind, metrics } = read.rows;
  try {
    const answers: (Predictions | undefined)[] = [];
    for (const side of [base, candidate]) {
      const scenario = { kind: 'single-stream' } as const;
      const inputs = sameDtypes(side) ? { batch, plan, scenario } : undefined;
      if (inputs === undefined) return { why: `${side.label} takes other dtypes than the rows have.` };
      const cases = [{ batch, tensors: plan.tensors, scenario }];
      const runs = await outputsOf(
        { ...side, inputs, plan: { ...side.plan, cases } },
        join(folder, 'rows'),
        options,
      );
      if ('problem' in runs) return runs;
      answers.push(predictions(runs, batch, labels.length));
    }
    const of = scores(metrics, { values: labels, kind }, answers[0], answers[1]);
    return of.length === 0
      ? { why: `The outputs do not show what ${metrics.join(', ')} ask for.` }
      : { rows: labels.length, of };
  } finally {
    read.rows.dispose();
  }

  function sameDtypes({ signature }: PreparedContender): boolean {
    const dtypes = new Map(signature.inputs.map(({ name, dtype }) => [name, dtype]));
    return plan.tensors.every(({ name, dtype }) => dtypes.get(name) === dtype);
  }
}

/** For each output that of the batch in which it is farthest off. */
function worstErrors(ours: Runs, theirs: Runs, precision: Precision): readonly OutputErrors[] {
  const worst = new Map<string, OutputErrors>();
  for (const [index, run] of ours.entries()) {
    for (const errors of outputErrors(run, theirs[index] ?? [], precision)) {
      const before = worst.get(errors.output);
      if (before === undefined || errors.max > before.max) worst.set(errors.output, errors);
    }
  }
  return [...worst.values()];
}

/** Whether a model run in another way says the same as the reference does, such as on another provider than `cpu`. */
export async function checkOutputs(
  reference: Contender,
  candidate: Contender,
  options: BenchmarkOptions,
  labels?: LabelSource,
): Promise<Agreement | { readonly problem: BenchmarkProblem }> {
  const contenders = await prepareContenders(reference, candidate, options.signal);
  if ('problem' in contenders) return contenders;
  try {
    return await withMachineLock(options, () => compareOutputs(contenders, options, labels));
  } finally {
    contenders.dispose();
  }
}
