import type { SliceLimits, SliceTimes } from '../host/engine.ts';
import type { HostMessage, Plan } from '../host/messages.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { BenchmarkOptions } from '../run/benchmark-request.ts';
import type { CaseInputs } from '../run/plan-cases.ts';
import { CaseRecorder } from '../run/case-recorder.ts';
import { runChild } from '../run/run-child.ts';
import { shippedEntry } from '../run/shipped-entry.ts';
import type { Orders } from '../run/host-process.ts';
import type { Order } from './order.ts';

type Answer<T> = T | { readonly problem: BenchmarkProblem };

/**
 * A child that has loaded its model and runs it only when it is told to, so that several children can take turns or
 * run at the same moments. Every answer may be the problem that the child ended with.
 */
export class PacedChild {
  readonly recorder: CaseRecorder;
  /** Settles when the child is gone. */
  readonly ended: Promise<BenchmarkProblem | undefined>;
  /** Bytes, as of the last slice. */
  peakRss = 0;
  #orders: Orders | undefined;
  #answer: ((message: HostMessage) => void) | undefined;

  private constructor(plan: Plan, inputs: CaseInputs, options: BenchmarkOptions) {
    // Its cases are ours to sum up, so that the recorder gets none.
    this.recorder = new CaseRecorder([]);
    this.ended = runChild(
      {
        plan,
        cases: [inputs],
        recorder: this.recorder,
        entry: options.pacedEntry ?? shippedEntry('paced-host'),
        onOrders: (orders) => (this.#orders = orders),
        onMessage: (message) => {
          if (message.type === 'measured') this.peakRss = message.peakRss;
          if (message.type === 'first' || message.type === 'slice') this.#answer?.(message);
        },
      },
      options,
    ).then((ran) => ('problem' in ran ? ran.problem : undefined));
  }

  /** Starts a child with the one case of this plan; resolves after the first run. */
  static async start(plan: Plan, inputs: CaseInputs, options: BenchmarkOptions): Promise<Answer<PacedChild>> {
    const child = new PacedChild(plan, inputs, options);
    const first = await child.#next();
    return 'problem' in first ? first : child;
  }

  async slice(phase: Order['phase'], limits: SliceLimits): Promise<Answer<SliceTimes>> {
    const next = this.#next();
    this.#orders?.give({ phase, limits } satisfies Order);
    const answer = await next;
    if ('problem' in answer) return answer;
    if (answer.type !== 'slice') throw new Error(`The child answered a slice with ${answer.type}.`);
    return { nanoseconds: answer.nanoseconds, elapsed: answer.elapsed };
  }

  async end(): Promise<void> {
    this.#orders?.end();
    await this.ended;
  }

  async #next(): Promise<Answer<HostMessage>> {
    const answered = new Promise<HostMessage>((resolve) => (this.#answer = resolve));
    const gone = this.ended.then((problem) => {
      // Its end is ordered by `end` only, behind which nobody asks.
      if (problem === undefined) throw new Error('A child was asked after its end.');
      return { problem };
    });
    gone.catch(() => undefined);
    return Promise.race([answered, gone]);
  }
}
