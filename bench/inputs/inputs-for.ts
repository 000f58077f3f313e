import type { Signature } from '../../files/onnx/index.ts';
import { planInputs, type FillRule } from './input-plan.ts';
import { clipToLimits, readInputLimits, type InputLimits } from './input-limits.ts';
import type { InputKnowledge, SeenRange } from './knowledge/input-knowledge.ts';
import type { InputRequest, InputsOutcome } from './planned-inputs.ts';
import { readRanges } from './rows/read-ranges.ts';
import { planRowInputs } from './rows/row-inputs.ts';

/**
 * Makes the inputs of one batch size: from a file that somebody prepared, from rows of the project's data where every
 * value of an input is one of these, else drawn from the seed within what is legal for the model. Throws only when the
 * signal is aborted.
 */
export async function inputsFor(signature: Signature, request: InputRequest): Promise<InputsOutcome> {
  const { file } = request;
  if (file !== undefined) {
    const { planFileInputs } = await import('./npz/file-inputs.ts');
    return planFileInputs(signature, { ...request, file });
  }
  const limits = request.model === undefined ? {} : await readInputLimits(request.model, request.signal);
  const { knowledge, project, signal } = request;
  const seen = knowledge && project !== undefined ? await readRanges(knowledge, project, signal) : undefined;
  const batch = request.batch ?? 1;
  const planned = planInputs(
    signature,
    { batch, dimensions: request.dimensions ?? {} },
    ruleOf(knowledge, limits, seen),
  );
  if ('problem' in planned) return planned;
  return planRowInputs(planned.plan, { ...request, batch, limits });
}

/** What the project says goes before what names and dtypes suggest; what the graph allows bounds both. */
function ruleOf(
  knowledge: InputKnowledge | undefined,
  limits: InputLimits,
  seen: SeenRange | undefined,
): FillRule {
  return (input, shape) => {
    const known = knowledge?.inputs[input.name]?.fill(input.dtype, shape, seen);
    return clipToLimits(known, limits[input.name]);
  };
}
