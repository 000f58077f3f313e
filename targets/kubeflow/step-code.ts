import type { Step, StepInput } from '../../language/model/pipeline.ts';
import type { Cause } from '../kit/text.ts';
import { quotePython } from '../kit/python.ts';
import { pythonName } from './names.ts';
import type { JoinOutput, StepOutput } from './output.ts';
import { isStep, stepOf, variableOf, type Scope } from './scope.ts';
import type { TrainingPlan } from './transform-training.ts';

/** The part of a step's output that depends on its verb. */
export type StepCode = Pick<StepOutput, 'documentation' | 'packages' | 'parameters' | 'returns' | 'body'>;

export interface StepPlanner {
  readonly scope: Scope;
  /** Evaluate steps whose outcome decides whether others run. */
  readonly asked: ReadonlySet<string>;
  readonly trainings: Map<string, TrainingPlan>;
  readonly joins: JoinOutput[];
  readonly pipelineTitle: string;
}

export const dataRoot = { declaration: 'data_root: str', passes: 'data_root' };
export const inputParameter = (name: string, passes: string, cause: Cause) => ({
  declaration: `${name}: dsl.Input[dsl.Dataset]`,
  passes,
  cause,
});
export const outputParameter = (name: string, kind = 'Dataset') => ({
  declaration: `${name}: dsl.Output[dsl.${kind}]`,
});
export const runParameter = { declaration: 'run: str', passes: 'dsl.PIPELINE_JOB_ID_PLACEHOLDER' };

/** Python for the artifact that an input takes from its step. */
export function outputOf(input: StepInput, scope: Scope): string {
  const step = stepOf(scope, input);
  if (!step) return 'None';
  const outputs: Readonly<Record<string, string>> = {
    read: 'rows',
    validate: 'good',
    filter: 'kept',
    join: 'joined',
    train: 'model',
  };
  let name = outputs[step.verb] ?? 'rows';
  if (isStep(step, 'split')) {
    const part = step.parts.find((candidate) => candidate.name === input.part);
    if (!part) {
      const parts = step.parts.map((candidate) => `${step.name}.${candidate.name}`).join(' or ');
      scope.report(
        'TN9317',
        input.origin,
        `"${step.name}" has several parts; ${input.part === undefined ? 'say which one is taken' : `"${input.part}" is none of them`}.`,
        { help: `Write ${parts}.` },
      );
    }
    name = partName(part?.name ?? '');
  } else if (input.part !== undefined && !(step.verb === 'validate' && input.part === 'isolated')) {
    scope.report('TN9317', input.origin, `"${step.name}" has no part "${input.part}".`);
  } else if (input.part !== undefined) name = input.part;
  return `${variableOf(step)}.outputs[${quotePython(name)}]`;
}

/** Name of a split's output; its input is called rows. */
export const partName = (name: string): string => (name === 'rows' ? 'rows_' : pythonName(name));

export function lacking(step: Step, scope: Scope, what: string): undefined {
  scope.report('TN9317', step, `"${step.name}" needs ${what}.`);
  return undefined;
}
