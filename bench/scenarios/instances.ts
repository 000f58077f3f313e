import { PacedChild } from '../compare/paced-child.ts';
import { warmUp, type WarmUp } from '../compare/warm-up.ts';
import type { SliceTimes } from '../host/engine.ts';
import type { Method, Plan } from '../host/messages.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkOptions } from '../run/benchmark-request.ts';
import type { CaseResult } from '../run/benchmark-result.ts';
import { describeInput } from '../run/case-recorder.ts';
import type { CaseInputs } from '../run/plan-cases.ts';
import { summarise, type Slice } from '../statistics/summary.ts';

/** So many processes, each with its own copy of the model, that run at the same moments. */
export async function measureInstances(
  plan: Plan,
  inputs: CaseInputs,
  instances: number,
  options: BenchmarkOptions,
): Promise<{ readonly measured: CaseResult } | { readonly problem: BenchmarkProblem }> {
  const children: PacedChild[] = [];
  try {
    // One after the other, so that loading does not race for memory.
    while (children.length < instances) {
      const child = await PacedChild.start(plan, inputs, options);
      if ('problem' in child) return child;
      children.push(child);
    }
    options.onProgress?.({ step: 'phase', phase: 'warmup', batch: inputs.batch });
    // Warm together, for the machine is slower when all of its cores work.
    const warm = await Promise.all(children.map((child) => warmUp(child, plan.method)));
    const cold = warm.find((each) => 'problem' in each);
    if (cold !== undefined) return cold;
    options.onProgress?.({ step: 'phase', phase: 'measure', batch: inputs.batch });
    const slices = await rounds(children, plan.method, options);
    if ('problem' in slices) return slices;
    return { measured: sumUp(children, inputs, warm as WarmUp[], slices.slices) };
  } finally {
    await Promise.all(children.map((child) => child.end()));
  }
}

async function rounds(
  children: readonly PacedChild[],
  method: Method,
  options: BenchmarkOptions,
): Promise<{ readonly slices: readonly Slice[] } | { readonly problem: BenchmarkProblem }> {
  const slices: Slice[] = [];
  const limits = { atLeast: method.slice, runs: 1, atMost: method.slice };
  let [seconds, samples] = [0, 0];
  while (seconds < method.measureAtMost && !(samples >= method.samples && slices.length >= method.slices)) {
    const round = await Promise.all(children.map((child) => child.slice('measure', limits)));
    const failed = round.find((each) => 'problem' in each);
    if (failed !== undefined) return failed;
    const slice = joined(round as SliceTimes[]);
    slices.push(slice);
    seconds += slice.elapsed;
    samples += slice.latencies.length;
    options.onProgress?.({ step: 'slice', phase: 'measure', seconds, atMost: method.measureAtMost });
  }
  return { slices };
}

/** All ran over the longest of their times. */
function joined(round: readonly SliceTimes[]): Slice {
  return {
    latencies: round.flatMap(({ nanoseconds }) => nanoseconds.map((ns) => ns / 1e9)),
    elapsed: Math.max(...round.map(({ elapsed }) => elapsed)),
  };
}

function sumUp(
  children: readonly PacedChild[],
  { batch, plan }: CaseInputs,
  warm: readonly WarmUp[],
  slices: readonly Slice[],
): CaseResult {
  const total = (of: (child: PacedChild) => number): number =>
    children.reduce((sum, child) => sum + of(child), 0);
  const [peak, library] = [total(({ peakRss }) => peakRss), total(({ recorder }) => recorder.library)];
  return {
    scenario: 'instances',
    batch,
    concurrency: children.length,
    inputs: plan.tensors.map(describeInput),
    inputHash: children[0]!.recorder.inputHash,
    assumed: plan.assumed,
    first: Math.max(...children.map(({ recorder }) => recorder.cold.first)),
    warmup: {
      slices: Math.max(...warm.map((each) => each.slices)),
      seconds: Math.max(...warm.map((each) => each.seconds)),
      stable: warm.every(({ stable }) => stable),
    },
    ...summarise(slices, batch),
    memory: { peak, library, model: Math.max(0, peak - library), gpu: null },
  };
}
