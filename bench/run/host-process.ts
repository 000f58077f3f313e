import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { median } from '../statistics/quantile.ts';
import { childEnvironment } from '../host/child-environment.ts';
import { protocolVersion, type HostMessage, type Plan } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import type { BenchmarkProblem } from './benchmark-problem.ts';
import type { ChildEnd } from './child-end.ts';
import { deadline, type Deadlines } from './deadlines.ts';
import { describeEnd, explainHostError, problems } from './host-problems.ts';
import { watchMemory } from './memory-watch.ts';
import { TextRing } from './text-ring.ts';

export interface HostRequest {
  readonly runtime: string;
  readonly entry: string;
  readonly plan: Plan;
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal | undefined;
  /** Bytes that the child may take; a share of what is free when undefined. */
  readonly memoryLimit?: number | undefined;
  readonly onStart: (pid: number) => void;
  readonly onMessage: (message: HostMessage, phase: Phase) => void;
  /** For a child that waits for orders after its first run: called once, with the way to give them. */
  readonly onOrders?: (orders: Orders) => void;
}

/** Tells a waiting child what to do next, one order at a time; it counts as hung only while it has one. */
export interface Orders {
  /** An order is one line of JSON for the child. */
  give(order: object): void;
  /** Ends the child: nothing more is wanted of it. */
  end(): void;
}

/**
 * Runs the child until it has carried out the plan. However it ends, it is gone when the promise settles, and
 * an end that was not the planned one is a problem with the phase it happened in.
 */
export async function runHost(request: HostRequest): Promise<BenchmarkProblem | undefined> {
  if (request.signal?.aborted === true) return problems.cancelled('start');
  const child = startChild(request);
  const [stderr, plans, answers] = [child.stdio[2], child.stdio[3], child.stdio[4]];
  if (child.pid !== undefined) request.onStart(child.pid);
  const errorOutput = new TextRing();
  (stderr as Readable).on('data', (chunk: Buffer) => errorOutput.push(chunk));
  (child.stdio[1] as Readable).resume();
  const watch = new Watch(request, child);
  const memory =
    child.pid === undefined
      ? undefined
      : watchMemory(child.pid, request.memoryLimit, (excess) =>
          watch.end(problems.memory(watch.phase, excess)),
        );
  const cancel = (): void => watch.end(problems.cancelled(watch.phase));
  request.signal?.addEventListener('abort', cancel, { once: true });
  createInterface({ input: answers as Readable }).on('line', (line) => watch.receive(line));
  // A child that dies before it has read its plan breaks this pipe; its end says more.
  const tell = (order: object): void => void (plans as Writable).write(`${JSON.stringify(order)}\n`);
  (plans as Writable).on('error', () => undefined);
  tell(request.plan);
  request.onOrders?.({
    give(order) {
      watch.expectAnswer();
      tell(order);
    },
    end: () => watch.end('done'),
  });
  try {
    const end = await ended(child);
    return watch.verdict(end, errorOutput, memory?.peak());
  } finally {
    memory?.stop();
    watch.stop();
    request.signal?.removeEventListener('abort', cancel);
  }
}

function startChild(request: HostRequest): ChildProcess {
  // Inside Electron the same program has to be told to be Node.
  const electron = process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
  return spawn(request.runtime, [request.entry], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...childEnvironment(process.env, request.plan), ...electron },
    windowsHide: true,
  });
}

function ended(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('error', (startError) => resolve({ startError, code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** What a child says last before it waits for the next order. */
const answersOrders: ReadonlySet<HostMessage['type']> = new Set(['first', 'slice']);

/** Follows the child's messages, and ends it when it is done, silent for too long, or not wanted any more. */
class Watch {
  phase: Phase = 'start';
  readonly #request: HostRequest;
  readonly #child: ChildProcess;
  #timer: NodeJS.Timeout | undefined;
  #secondsPerRun = 0;
  /** Set once the end is our own doing; `done` when the plan was carried out. */
  #outcome: BenchmarkProblem | 'done' | undefined;

  constructor(request: HostRequest, child: ChildProcess) {
    this.#request = request;
    this.#child = child;
    this.#restartTimer();
  }

  receive(line: string): void {
    if (this.#outcome !== undefined) return;
    const message = parse(line);
    if (message === undefined || (message.type === 'hello' && message.version !== protocolVersion)) {
      this.end(problems.protocol(this.phase, line));
      return;
    }
    if (message.type === 'phase') this.phase = message.phase;
    if (message.type === 'first') this.#secondsPerRun = message.seconds;
    if (message.type === 'slice' && message.nanoseconds.length > 0)
      this.#secondsPerRun = median(message.nanoseconds) / 1e9;
    if (this.#request.onOrders !== undefined && answersOrders.has(message.type)) this.stop();
    else this.#restartTimer();
    if (message.type === 'bye') this.end('done');
    else if (message.type === 'error') this.end(explainHostError(message.error, this.phase));
    else this.#request.onMessage(message, this.phase);
  }

  /** Ends the child by force: a native call answers nothing else, and native exit handlers may hang. */
  end(outcome: BenchmarkProblem | 'done'): void {
    this.#outcome ??= outcome;
    this.stop();
    this.#child.kill('SIGKILL');
  }

  /** The child has got an order. */
  expectAnswer(): void {
    if (this.#outcome === undefined) this.#restartTimer();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  verdict(
    end: ChildEnd,
    errorOutput: TextRing,
    peakMemory: number | undefined,
  ): BenchmarkProblem | undefined {
    if (this.#outcome === 'done') return undefined;
    const lastStderr = errorOutput.lastLine();
    const problem = this.#outcome ?? describeEnd(end, this.phase, lastStderr, peakMemory);
    return lastStderr === undefined ? problem : { ...problem, lastStderr };
  }

  #restartTimer(): void {
    clearTimeout(this.#timer);
    const seconds = deadline(this.#request.deadlines, this.phase, this.#secondsPerRun);
    this.#timer = setTimeout(() => this.end(problems.timeout(this.phase, seconds)), seconds * 1000);
  }
}

function parse(line: string): HostMessage | undefined {
  try {
    const message = JSON.parse(line) as HostMessage | null;
    return typeof message?.type === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
