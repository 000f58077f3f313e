import type { Origin } from './origin.ts';
import type { EnsembleStep } from './service.ts';

/** One input of a step's model and what fills it. */
export interface Wire {
  readonly input: string;
  /** A step or an input of the service. */
  readonly from: string;
  /** Output of the step's model; undefined when an input of the service fills it. */
  readonly output: string | undefined;
  readonly origin: Origin;
}

/**
 * Says what fills the inputs of a step's model. What the step takes goes to the inputs in their order; a
 * single step with several outputs fills the inputs of the same names. `outputsOf` gives the outputs of a
 * step's model, and undefined for an input of the service.
 */
export function wireStep(
  step: EnsembleStep,
  inputs: readonly string[],
  outputsOf: (name: string) => readonly string[] | undefined,
): readonly Wire[] {
  const only = step.takes.length === 1 ? step.takes[0]! : undefined;
  const several = only && only.output === undefined ? outputsOf(only.name) : undefined;
  if (only && several && several.length > 1) {
    return inputs
      .filter((input) => several.includes(input))
      .map((input) => ({ input, from: only.name, output: input, origin: only.origin }));
  }
  return step.takes.slice(0, inputs.length).map((take, index) => {
    const outputs = outputsOf(take.name);
    const output = outputs && (take.output ?? (outputs.length === 1 ? outputs[0]! : inputs[index]!));
    return { input: inputs[index]!, from: take.name, output, origin: take.origin };
  });
}
