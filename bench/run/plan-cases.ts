import type { Signature } from '../../files/onnx/index.ts';
import type { Scenario } from '../host/messages.ts';
import type { InputPlan } from '../inputs/input-plan.ts';
import { inputsFor } from '../inputs/inputs-for.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { BenchmarkRequest } from './benchmark-request.ts';

export interface CaseInputs {
  readonly batch: number;
  readonly plan: InputPlan;
  readonly scenario: Scenario;
}

export interface PlannedCases {
  readonly cases: readonly CaseInputs[];
  /** Sentences about where the inputs come from. */
  readonly notes: readonly string[];
  /** Deletes what was stored for the children; to be called when they are gone. */
  dispose(): void;
}

/**
 * The inputs of each batch size that is asked for, in each scenario. Throws only when the signal is aborted.
 *
 * @param model absolute path
 */
export async function planCases(
  signature: Signature,
  model: string,
  request: BenchmarkRequest,
  signal?: AbortSignal,
): Promise<PlannedCases | { readonly problem: BenchmarkProblem }> {
  const { inputFile, knowledge, project, dimensions = {} } = request;
  const cases: CaseInputs[] = [];
  const notes = new Set<string>();
  const disposals: (() => void)[] = [];
  const dispose = (): void => disposals.forEach((each) => each());
  try {
    // A file that somebody prepared has its own number of rows.
    for (const batch of request.batches ?? [inputFile === undefined ? 1 : undefined]) {
      if (batch !== undefined && (!Number.isSafeInteger(batch) || batch < 1))
        return { problem: badBatch(batch) };
      const planned = await inputsFor(signature, {
        ...(batch === undefined ? {} : { batch }),
        dimensions,
        model,
        ...(inputFile === undefined ? {} : { file: inputFile }),
        ...(knowledge === undefined ? {} : { knowledge }),
        ...(project === undefined ? {} : { project }),
        signal,
      });
      if ('problem' in planned) return planned;
      disposals.push(() => planned.dispose());
      planned.notes.forEach((note) => notes.add(note));
      for (const scenario of request.scenarios ?? [{ kind: 'single-stream' }])
        cases.push({ batch: planned.batch, plan: planned.plan, scenario });
    }
    const kept = [...disposals];
    disposals.length = 0;
    return { cases, notes: [...notes], dispose: () => kept.forEach((each) => each()) };
  } finally {
    // Empty once the cases are handed out: a problem or a throw leaves nothing behind.
    dispose();
  }
}

function badBatch(batch: number): BenchmarkProblem {
  return {
    code: 'input/shape',
    message: `A batch of ${batch} items does not exist.`,
    hint: 'Give a whole number from 1 on.',
  };
}
