import type { Source } from '../../language/model/data.ts';
import type { Ref } from '../../language/model/element.ts';
import type { Expression } from '../../language/model/expression.ts';
import type { Pipeline, Step, StepInput } from '../../language/model/pipeline.ts';
import type { AnyElement } from '../../language/model/system.ts';
import type { TargetContext } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import type { SystemView } from '../kit/view.ts';
import type { Report } from './diagnostics.ts';
import { pythonName } from './names.ts';
import type { Rows } from './rows.ts';

/** What the parts of the transform share while they work on one pipeline. */
export interface Scope {
  readonly view: SystemView;
  readonly context: TargetContext;
  readonly report: Report;
  readonly pipeline: Pipeline;
  /** Steps by qualified name, in an order in which each comes after those it takes from. */
  readonly steps: ReadonlyMap<string, Step>;
  /** What flows out of each step that gives rows; filled in that order. */
  readonly rows: Map<string, Rows>;
  /** Sources that the pipeline reads: name in Python and SQL → element. */
  readonly sources: Map<string, Source>;
}

export const find = <K extends AnyElement['kind']>(
  scope: Scope,
  ref: Ref | undefined,
  kind: K,
): Extract<AnyElement, { kind: K }> | undefined => {
  const element = ref && scope.view.find(ref.qualifiedName, kind);
  return element?.kind === kind ? (element as Extract<AnyElement, { kind: K }>) : undefined;
};

/** The step behind an input, if it is one of this pipeline. */
export const stepOf = (scope: Scope, input: StepInput | undefined): Step | undefined =>
  input && scope.steps.get(input.step.qualifiedName);

/** Asks for a step of one verb. The type of steps with other verbs is open, so a switch can't narrow it. */
export function isStep<V extends string>(
  step: Step | undefined,
  verb: V,
): step is Extract<Step, { verb: V }> {
  return step !== undefined && step.verb === verb && !('other' in step);
}

/** The name of a source in SQL and Python: short when it is the only one of that name. */
export function sourceName(scope: Scope, source: Source): string {
  for (const [name, known] of scope.sources) if (known.qualifiedName === source.qualifiedName) return name;
  const short = source.name === 'examples' ? 'examples_source' : source.name;
  const name = scope.sources.has(short) ? source.qualifiedName.replaceAll('.', '_') : short;
  scope.sources.set(name, source);
  return name;
}

export const variableOf = (step: Step): string => pythonName(step.name);
export const componentOf = (step: Step): string => `${step.verb}_${step.name}`;

/** Why an expression says what it says: where it is written, and the parameters whose values are in it. */
export const causeOf = (scope: Scope, expression: Expression | undefined): Cause =>
  expression && [
    expression.origin,
    ...(expression.parameters ?? []).map((parameter) => find(scope, parameter, 'param')?.value),
  ];
