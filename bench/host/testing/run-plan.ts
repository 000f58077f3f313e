import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BenchmarkProblem } from '../../run/benchmark-problem.ts';
import { defaultDeadlines, type Deadlines } from '../../run/deadlines.ts';
import { runHost } from '../../run/host-process.ts';
import { protocolVersion, type HostMessage, type Plan } from '../messages.ts';
import type { Phase } from '../phase.ts';

/** The pinned Node, which runs TypeScript: the one that runs the tests may be older. */
export const pinnedNode = join(
  dirname(createRequire(import.meta.url).resolve('node/package.json')),
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export const fixture = (name: string): string => join(import.meta.dirname, '..', '..', 'fixtures', name);

/** One row for the model mlp.onnx. */
export const mlpInput = {
  name: 'features',
  dtype: 'float32',
  shape: [1, 13],
  fill: { kind: 'normal' },
} as const;

const shortMethod = {
  warmupAtLeast: 0,
  warmupAtMost: 0.05,
  warmupSlice: 0.01,
  warmupSliceRuns: 1,
  slice: 0.01,
  samples: 20,
  slices: 2,
  measureAtMost: 1,
};

export interface PlanRun {
  readonly problem: BenchmarkProblem | undefined;
  readonly messages: readonly HostMessage[];
  readonly pid: number;
}

export interface RunOptions {
  readonly deadlines?: Partial<Deadlines>;
  readonly onMessage?: (message: HostMessage, phase: Phase, pid: number) => void;
  /** The child's program; the one of the sources when left out. */
  readonly entry?: string;
  readonly signal?: AbortSignal;
  /** Bytes. */
  readonly memoryLimit?: number;
}

/** Runs a real child with a plan; one short measurement of one row of mlp.onnx on the CPU where nothing else is said. */
export async function runPlan(plan: Partial<Plan>, options: RunOptions = {}): Promise<PlanRun> {
  const messages: HostMessage[] = [];
  let pid = 0;
  const problem = await runHost({
    runtime: pinnedNode,
    entry: options.entry ?? join(import.meta.dirname, '..', 'main.ts'),
    plan: {
      version: protocolVersion,
      model: fixture('mlp.onnx'),
      provider: 'cpu',
      seed: '42',
      method: shortMethod,
      cases: [{ batch: 1, tensors: [mlpInput] }],
      ...plan,
    },
    deadlines: { ...defaultDeadlines, ...options.deadlines },
    signal: options.signal,
    memoryLimit: options.memoryLimit,
    onStart: (started) => (pid = started),
    onMessage(message, phase) {
      messages.push(message);
      options.onMessage?.(message, phase, pid);
    },
  });
  return { problem, messages, pid };
}

/** The messages of one type. */
export function messagesOf<Type extends HostMessage['type']>(
  { messages }: PlanRun,
  type: Type,
): readonly Extract<HostMessage, { type: Type }>[] {
  return messages.filter((each): each is Extract<HostMessage, { type: Type }> => each.type === type);
}
