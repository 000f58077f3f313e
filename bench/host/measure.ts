import { createHash } from 'node:crypto';
import { fillTensors, hashTensors, partsOf, type FilledTensor } from '../inputs/fill-tensors.ts';
import { isStable } from '../statistics/stability.ts';
import { median } from '../statistics/quantile.ts';
import { send } from './channel.ts';
import { checkTimes } from './check-times.ts';
import { CodedError } from './coded-error.ts';
import type { Engine, SliceLimits, SliceTimes } from './engine.ts';
import { measureServer } from './measure-server.ts';
import type { Method, Plan, PlannedCase, Scenario } from './messages.ts';
import type { Phase } from './phase.ts';
import { TensorFile } from './tensor-file.ts';

type Enter = (phase: Phase, batch: number) => void;
type RunSlice = (limits: SliceLimits) => Promise<SliceTimes>;

/** Slices of concurrent runs are at least so many runs long for each lane: at a slice's end the lanes run empty. */
const runsOfLane = 20;

/** Measures one case: inputs, first run, warm-up until the speed is steady, slices until there are enough. */
export async function measureCase(
  engine: Engine,
  plan: Plan,
  planned: PlannedCase,
  enter: Enter,
): Promise<void> {
  const { batch, scenario = { kind: 'single-stream' } } = planned;
  const inputs = bindCase(engine, plan, planned, enter);
  const runSlice = sliceRunner(engine, scenario, inputs);
  enter('first', batch);
  const { elapsed } = await engine.runSlice({ atLeast: 0, runs: 1, atMost: 0 });
  send({ type: 'first', seconds: elapsed });
  enter('warmup', batch);
  await warmUp(runSlice, plan.method);
  if (plan.provider !== 'cpu') {
    enter('check', batch);
    await checkTimes(engine);
  }
  enter('measure', batch);
  if (scenario.kind === 'server') await measureServer(engine, plan.method, scenario, batch);
  else await measure(runSlice, plan.method);
  const peakRss = process.resourceUsage().maxRSS * 1024;
  if (planned.wantsOutputs !== undefined) {
    enter('outputs', batch);
    const sha256 = await writeOutputs(engine, planned.wantsOutputs, inputs, () => enter('outputs', batch));
    send({ type: 'outputs', path: planned.wantsOutputs, sha256 });
  }
  send({ type: 'measured', peakRss });
}

/** The inputs of a case: one batch, or several when they come from a file. */
interface CaseBatches {
  readonly count: number;
  readonly batch: (index: number) => readonly FilledTensor[];
}

/** Makes the inputs, tells their hash and binds the first batch. */
export function bindCase(engine: Engine, plan: Plan, planned: PlannedCase, enter: Enter): CaseBatches {
  enter('bind', planned.batch);
  const batch = (index: number): FilledTensor[] => fillTensors(planned.tensors, BigInt(plan.seed), index);
  const inputs = { count: partsOf(planned.tensors), batch };
  send({ type: 'bound', inputHash: hashBatches(inputs) });
  engine.bind(batch(0));
  return inputs;
}

/** The hash of the only batch, or of the hashes of all. */
function hashBatches({ count, batch }: CaseBatches): string {
  if (count === 1) return hashTensors(batch(0));
  const hash = createHash('sha256');
  for (let index = 0; index < count; index++) hash.update(hashTensors(batch(index)));
  return hash.digest('hex');
}

/** Runs each batch once and keeps its outputs; the SHA-256 of the file. Says that it is alive about once a second. */
async function writeOutputs(
  engine: Engine,
  path: string,
  { count, batch }: CaseBatches,
  sayAlive: () => void,
): Promise<string> {
  const file = new TensorFile(path);
  let said = performance.now();
  for (let index = 0; index < count; index++) {
    engine.bind(batch(index));
    await engine.runSlice({ atLeast: 0, runs: 1, atMost: 0 });
    file.add(await engine.outputs());
    if (performance.now() - said > 1_000) {
      sayAlive();
      said = performance.now();
    }
  }
  return file.close();
}

/** How a slice of this scenario runs, each with the next batch; the server's warm-up is a single stream. */
function sliceRunner(engine: Engine, scenario: Scenario, { count, batch }: CaseBatches): RunSlice {
  let next = 0;
  const bindNext = (): void => {
    if (count > 1) engine.bind(batch(next++ % count));
  };
  if (scenario.kind !== 'concurrency') {
    return (limits) => {
      bindNext();
      return engine.runSlice(limits);
    };
  }
  if (engine.runConcurrent === undefined) {
    throw new CodedError(
      'engine/unavailable',
      `Concurrent runs need the engine ort-ffi; this is ${engine.name}.`,
    );
  }
  const run = engine.runConcurrent.bind(engine, scenario.concurrency);
  const runs = runsOfLane * scenario.concurrency;
  return (limits) => {
    bindNext();
    return run({ ...limits, runs: Math.max(limits.runs, runs), atMost: Math.max(limits.atMost, 1) });
  };
}

async function warmUp(runSlice: RunSlice, method: Method): Promise<void> {
  const medians: number[] = [];
  let spent = 0;
  while (spent < method.warmupAtMost && !(spent >= method.warmupAtLeast && isStable(medians))) {
    const atMost = method.warmupAtMost - spent;
    const slice = await runSlice({ atLeast: method.warmupSlice, runs: method.warmupSliceRuns, atMost });
    send({ type: 'slice', ...slice });
    medians.push(median(slice.nanoseconds));
    spent += slice.elapsed;
  }
  send({ type: 'warm', stable: isStable(medians), slices: medians.length, seconds: spent });
}

async function measure(runSlice: RunSlice, method: Method): Promise<void> {
  let spent = 0;
  let samples = 0;
  let slices = 0;
  while (spent < method.measureAtMost && !(samples >= method.samples && slices >= method.slices)) {
    const slice = await runSlice({ atLeast: method.slice, runs: 1, atMost: method.slice });
    send({ type: 'slice', ...slice });
    spent += slice.elapsed;
    samples += slice.nanoseconds.length;
    slices++;
  }
}
