import { fillTensors, hashTensors } from '../inputs/fill-tensors.ts';
import { isStable } from '../statistics/stability.ts';
import { median } from '../statistics/quantile.ts';
import { send } from './channel.ts';
import type { Engine } from './engine.ts';
import type { Method, Phase, Plan, PlannedCase } from './messages.ts';

/** Measures one case: inputs, first run, warm-up until the speed is steady, slices until there are enough. */
export async function measureCase(
  engine: Engine,
  plan: Plan,
  planned: PlannedCase,
  enter: (phase: Phase, batch: number) => void,
): Promise<void> {
  enter('bind', planned.batch);
  const tensors = fillTensors(planned.tensors, BigInt(plan.seed));
  send({ type: 'bound', inputHash: hashTensors(tensors) });
  engine.bind(tensors);
  enter('first', planned.batch);
  const { elapsed } = await engine.runSlice({ atLeast: 0, runs: 1, atMost: 0 });
  send({ type: 'first', seconds: elapsed });
  enter('warmup', planned.batch);
  await warmUp(engine, plan.method);
  enter('measure', planned.batch);
  await measure(engine, plan.method);
  send({ type: 'measured', peakRss: process.resourceUsage().maxRSS * 1024 });
}

async function warmUp(engine: Engine, method: Method): Promise<void> {
  const medians: number[] = [];
  let spent = 0;
  while (spent < method.warmupAtMost && !(spent >= method.warmupAtLeast && isStable(medians))) {
    const atMost = method.warmupAtMost - spent;
    const slice = await engine.runSlice({
      atLeast: method.warmupSlice,
      runs: method.warmupSliceRuns,
      atMost,
    });
    send({ type: 'slice', ...slice });
    medians.push(median(slice.nanoseconds));
    spent += slice.elapsed;
  }
  send({ type: 'warm', stable: isStable(medians), slices: medians.length, seconds: spent });
}

async function measure(engine: Engine, method: Method): Promise<void> {
  let spent = 0;
  let samples = 0;
  let slices = 0;
  while (spent < method.measureAtMost && !(samples >= method.samples && slices >= method.slices)) {
    const slice = await engine.runSlice({ atLeast: method.slice, runs: 1, atMost: method.slice });
    send({ type: 'slice', ...slice });
    spent += slice.elapsed;
    samples += slice.nanoseconds.length;
    slices++;
  }
}
