import type { Source } from '../../model/data.ts';
import type { Pipeline, Step, StepInput } from '../../model/pipeline.ts';
import type { ModelView } from '../model-view.ts';

/** What a step gives to others; undefined where Tenon does not know. */
export type ResultKind = 'rows' | 'model' | 'report' | 'version' | 'nothing';

const RESULTS: Readonly<Record<string, ResultKind>> = {
  read: 'rows', validate: 'rows', filter: 'rows', join: 'rows', split: 'rows', map: 'rows', aggregate: 'rows',
  window: 'rows', sort: 'rows', sample: 'rows', deduplicate: 'rows', enrich: 'rows', concat: 'rows',
  train: 'model', evaluate: 'report', register: 'version', write: 'nothing',
}; // prettier-ignore

export const resultOf = (step: Step | undefined): ResultKind | undefined => step && RESULTS[step.verb];

export const RESULT_TEXTS: Readonly<Record<ResultKind, string>> = {
  rows: 'rows',
  model: 'a trained model',
  report: 'a report',
  version: 'a registered version',
  nothing: 'nothing',
};

export const isVerb = <V extends string>(
  step: Step | undefined,
  verb: V,
): step is Extract<Step, { verb: V }> => step !== undefined && step.verb === verb && !('other' in step);

export const stepOf = (pipeline: Pipeline, input: StepInput | undefined): Step | undefined =>
  input && stepsByName(pipeline).get(input.step.qualifiedName);

/** Made once for a pipeline: with thousands of steps, a search at each input would take minutes. */
const STEPS = new WeakMap<Pipeline, ReadonlyMap<string, Step>>();

function stepsByName(pipeline: Pipeline): ReadonlyMap<string, Step> {
  let steps = STEPS.get(pipeline);
  if (!steps) {
    // Of two with the same name the first one counts.
    steps = new Map([...pipeline.steps].reverse().map((step) => [step.qualifiedName, step]));
    STEPS.set(pipeline, steps);
  }
  return steps;
}

/** Verbs that give their rows on as they are, or fewer of them. */
export const PASSING: ReadonlySet<string> = new Set([
  'validate',
  'filter',
  'join',
  'split',
  'sample',
  'sort',
  'deduplicate',
]);

/** The steps that rows went through before an input, the last one first, back to where their columns were made. */
export function passedBefore(pipeline: Pipeline, input: StepInput | undefined): readonly Step[] {
  const passed = new Set<Step>();
  for (let step = stepOf(pipeline, input); step; step = stepOf(pipeline, step.inputs[0])) {
    if (passed.has(step)) break;
    passed.add(step);
    if (!PASSING.has(step.verb)) break;
  }
  return [...passed];
}

/** Whether everything that a step takes goes back to rows that are read, without a gap or a circle. */
export function comesFromSource(pipeline: Pipeline, step: Step): boolean {
  const seen = new Set<Step>();
  const open: Step[] = [step];
  for (let each = open.pop(); each; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    const inputs = each.inputs.map((input) => stepOf(pipeline, input));
    if (each.verb !== 'read' && (inputs.length === 0 || inputs.includes(step))) return false;
    open.push(...inputs.flatMap((input) => input ?? []));
  }
  return true;
}

/** The rows behind an input: the source that they were read from, and every feature that was joined. */
export interface RowsBehind {
  readonly source: Source | undefined;
  readonly features: ReadonlySet<string>;
}

export function rowsBehind(
  model: ModelView,
  pipeline: Pipeline,
  input: StepInput | undefined,
): RowsBehind | undefined {
  const passed = passedBefore(pipeline, input);
  const first = passed.at(-1);
  if (!isVerb(first, 'read')) return undefined;
  const features = passed
    .flatMap((step) => (isVerb(step, 'join') ? step.with : []))
    .flatMap(({ kind, qualifiedName }) => featuresOf(model, kind, qualifiedName));
  return { source: model.element('source', first.source), features: new Set(features) };
}

/** Qualified names of the features of a view or bundle. */
export const featuresOf = (
  model: ModelView,
  kind: 'features' | 'bundle',
  qualifiedName: string,
): readonly string[] =>
  kind === 'features'
    ? (model.element(kind, { qualifiedName })?.features.map((feature) => feature.qualifiedName) ?? [])
    : (model.element(kind, { qualifiedName })?.takes.map((feature) => feature.qualifiedName) ?? []);
