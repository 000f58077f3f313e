import type { HostError } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import { formatBytes } from '../verdict/quantity-format.ts';
import type { ChildEnd } from './child-end.ts';
import type { MemoryExcess } from './memory-watch.ts';

/** What the child was doing, as the end of a sentence. */
const doing: Readonly<Record<Phase, string>> = {
  start: 'starting',
  import: 'loading ONNX Runtime',
  load: 'loading the model',
  bind: 'making its inputs',
  first: 'running the model for the first time',
  warmup: 'warming up',
  check: 'checking that its times are true',
  measure: 'measuring',
  outputs: 'writing its outputs',
  profile: 'finding out where its nodes run',
};

/** Problems that the parent itself causes. */
export const problems = {
  cancelled: (phase: Phase): BenchmarkProblem => ({
    code: 'bench/cancelled',
    message: `The benchmark was cancelled while ${doing[phase]}.`,
    hint: 'Start it again when you like.',
    phase,
  }),
  timeout: (phase: Phase, seconds: number): BenchmarkProblem => ({
    code: 'host/timeout',
    message: `The benchmark was ended: ${doing[phase]} took more than ${Number(seconds.toPrecision(2))} s.`,
    hint: 'Look for a loop that never ends in the model, or for inputs that are far too large.',
    phase,
  }),
  memory: (phase: Phase, excess: MemoryExcess): BenchmarkProblem => ({
    code: 'host/memory',
    message: `The benchmark was ended while ${doing[phase]}: its process had taken ${formatBytes(excess.peak)} of memory, ${whyTooMuch(excess)}.`,
    hint: 'Choose a smaller batch or smaller dimensions, or set another limit with --memory-limit.',
    phase,
    peakMemory: excess.peak,
  }),
  protocol: (phase: Phase, line: string): BenchmarkProblem => ({
    code: 'host/protocol',
    message: `The benchmark process answered something unknown: ${line.slice(0, 80)}`,
    hint: 'Install Tenon again: its parts do not fit each other.',
    phase,
  }),
};

function whyTooMuch({ limit, by, where }: MemoryExcess): string {
  const bytes = formatBytes(limit);
  const place = where === 'machine' ? 'on this machine' : 'in this container';
  if (by === 'option') return `and ${bytes} is the limit`;
  return by === 'free'
    ? `and ${bytes} is nine tenths of what was free ${place}`
    : `and only ${bytes} are left ${place}`;
}

/** Puts an end that nobody asked for into words. */
export function describeEnd(
  end: ChildEnd,
  phase: Phase,
  lastStderr: string | undefined,
  peakMemory?: number,
): BenchmarkProblem {
  if (end.startError !== undefined) {
    return {
      code: 'host/start',
      message: `The benchmark process could not be started: ${end.startError.message}.`,
      hint: 'Check the path of the Node program that is set for benchmarks.',
      phase: 'start',
    };
  }
  const said = lastStderr === undefined ? '' : ` It said: ${lastStderr}`;
  if (end.signal === 'SIGKILL') {
    const taken = peakMemory === undefined ? '' : ` It had taken ${formatBytes(peakMemory)} of memory.`;
    return {
      code: 'host/killed',
      message: `The benchmark process was killed from outside while ${doing[phase]}.${taken}`,
      hint: 'When nobody did it on purpose, the system ran out of memory: choose a smaller batch.',
      phase,
      signal: end.signal,
      ...(peakMemory === undefined ? {} : { peakMemory }),
    };
  }
  const how = end.signal === null ? `ended with exit code ${end.code}` : `crashed (${end.signal})`;
  return {
    code: 'host/crash',
    message: `The benchmark process ${how} while ${doing[phase]}.${said}`,
    hint: crashHint(phase),
    phase,
    ...(end.signal === null ? {} : { signal: end.signal }),
    ...(end.code === null ? {} : { exitCode: end.code }),
  };
}

function crashHint(phase: Phase): string {
  if (phase === 'start') return 'Node 20 or newer is needed for benchmarks.';
  if (phase === 'import') return 'Reinstall onnxruntime-node for this system.';
  return 'ONNX Runtime itself broke on this model: check its input sizes, kernels and slices.';
}

const hints: Readonly<Record<HostError['code'], string>> = {
  'model/opset': 'Export the model with an operator set that this ONNX Runtime supports.',
  'model/operator': 'Export the model without this operator, or with a provider that has it.',
  'model/refused': 'Check the model with `onnx.checker.check_model`.',
  'input/dtype': 'Export the model with inputs and outputs of plain numeric types.',
  'input/shape': 'Give the sizes of the dimensions that the model leaves open.',
  'provider/unavailable': 'Choose another provider, or install the library and driver that it needs.',
  'provider/fallback': 'Install what the provider needs (`tenon doctor --gpu` tells), or measure on cpu.',
  'provider/asynchronous': 'Use another version of ONNX Runtime: these times would be far too short.',
  'engine/unavailable': 'Install onnxruntime-node for this system.',
  'run/failed': 'The model loads but does not run with these inputs: give real dimensions.',
  'run/out-of-memory': 'Choose a smaller batch or smaller dimensions.',
  'host/protocol': 'Install Tenon again: its parts do not fit each other.',
};

/** An error that the child survived long enough to report. */
export function explainHostError(error: HostError, phase: Phase): BenchmarkProblem {
  const message = error.message.split('\n')[0] ?? '';
  return {
    code: error.code,
    message: `ONNX Runtime, ${doing[phase]}: ${message}`,
    hint: hints[error.code],
    phase,
  };
}
