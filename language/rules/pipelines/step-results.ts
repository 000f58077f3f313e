import type { Pipeline, Step, StepInput } from '../../model/pipeline.ts';
import type { Source } from '../../model/data.ts';
import type { System, SystemElement } from '../../model/system.ts';

/** What a step gives to others; undefined where Tenon does not know. */
export type ResultKind = 'rows' | 'model' | 'report' | 'version' | 'nothing';

const RESULTS: Readonly<Record<string, ResultKind>> = {
  read: 'rows', validate: 'rows', filter: 'rows', join: 'rows', split: 'rows',
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

export function* pipelinesOf(system: System): Iterable<Pipeline> {
  for (const element of system.elements) if (element.kind === 'pipeline') yield element;
}

export const elementOf = <K extends SystemElement['kind']>(
  system: System,
  kind: K,
  qualifiedName: string,
): Extract<SystemElement, { kind: K }> | undefined =>
  system.elements.find(
    (element): element is Extract<SystemElement, { kind: K }> =>
      element.kind === kind && element.qualifiedName === qualifiedName,
  );

export const stepOf = (pipeline: Pipeline, input: StepInput | undefined): Step | undefined =>
  input && pipeline.steps.find((step) => step.qualifiedName === input.step.qualifiedName);

/** The rows behind an input: the source that they were read from, and every feature that was joined. */
export interface RowsBehind {
  readonly source: Source | undefined;
  readonly features: ReadonlySet<string>;
}

export function rowsBehind(
  system: System,
  pipeline: Pipeline,
  input: StepInput | undefined,
): RowsBehind | undefined {
  const features = new Set<string>();
  const passed = new Set<Step>();
  for (
    let step = stepOf(pipeline, input);
    step && !passed.has(step);
    step = stepOf(pipeline, step.inputs[0])
  ) {
    passed.add(step);
    if (isVerb(step, 'read'))
      return { source: elementOf(system, 'source', step.source.qualifiedName), features };
    if (isVerb(step, 'join'))
      step.with.forEach((view) =>
        featuresOf(system, view.kind, view.qualifiedName).forEach((name) => features.add(name)),
      );
    if (resultOf(step) !== 'rows') return undefined;
  }
  return undefined;
}

function featuresOf(system: System, kind: 'features' | 'bundle', name: string): readonly string[] {
  if (kind === 'features')
    return elementOf(system, kind, name)?.features.map((feature) => feature.qualifiedName) ?? [];
  return (elementOf(system, kind, name)?.takes ?? []).map((feature) => feature.qualifiedName);
}
