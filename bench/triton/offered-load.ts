import { setTimeout as sleep } from 'node:timers/promises';
import { poissonArrivals } from '../host/poisson-arrivals.ts';

/** Sends one request; rejects when it isn't answered well. */
export type Send = () => Promise<void>;

/** Requests that come at random times (Poisson), whether earlier ones are answered or not. */
export interface OfferedLoad {
  /** Requests a second. */
  readonly rate: number;
  readonly requests: number;
  readonly seed: bigint;
  /** The load ends early when more than `most` requests took longer than `seconds`: then it is too much. */
  readonly late?: { readonly seconds: number; readonly most: number };
}

export interface LoadOutcome {
  readonly sent: number;
  readonly failed: number;
  /** Why the first of them failed. */
  readonly failure?: string;
  /** Seconds from the planned arrival to the answer, in the order of the answers; failed requests have none. */
  readonly latencies: readonly number[];
  /** Seconds by which each request was sent after its planned arrival: this process was busy, not the server. */
  readonly lags: readonly number[];
  /** Answered requests a second, from the beginning to the last answer, or to the end of what was planned when that is later. */
  readonly throughput: number;
  readonly endedEarly: boolean;
}

/**
 * Offers a load and waits for every answer. Requests go out at the first tick after their planned arrival, about a
 * millisecond late; a busier wait would take a core from a server on the same machine. That counts into the latency, for
 * it is measured from the planned arrival. Rejects when `signal` is aborted, without waiting for answers.
 */
export async function offerLoad(
  send: Send,
  { rate, requests, seed, late }: OfferedLoad,
  signal?: AbortSignal,
): Promise<LoadOutcome> {
  const arrivals = poissonArrivals(rate, seed);
  const latencies: number[] = [];
  const lags: number[] = [];
  /** Planned arrivals of what is on its way, in the order of sending. */
  const waiting = new Map<number, number>();
  const answers: Promise<void>[] = [];
  let [failed, lateAnswers, sent, last] = [0, 0, 0, 0];
  let failure: string | undefined;
  const begin = performance.now();
  const now = (): number => (performance.now() - begin) / 1000;

  function start(number: number, planned: number): void {
    waiting.set(number, planned);
    lags.push(now() - planned);
    const settle = (): number => {
      waiting.delete(number);
      last = now();
      return last - planned;
    };
    answers.push(
      send().then(
        () => {
          const latency = settle();
          latencies.push(latency);
          if (late && latency > late.seconds) lateAnswers++;
        },
        (error: unknown) => {
          settle();
          failed++;
          failure ??= error instanceof Error ? error.message : String(error);
        },
      ),
    );
  }

  const isTooLate = (): boolean => {
    if (!late) return false;
    let count = lateAnswers + failed;
    for (const planned of waiting.values()) {
      if (count > late.most || now() - planned <= late.seconds) break;
      count++;
    }
    return count > late.most;
  };

  let planned = arrivals.next().value;
  while (sent < requests && !isTooLate()) {
    signal?.throwIfAborted();
    while (sent < requests && planned <= now()) {
      start(sent++, planned);
      planned = arrivals.next().value;
    }
    if (sent < requests)
      await sleep(Math.max(1, (planned - now()) * 1000), undefined, signal ? { signal } : {});
  }
  await allOrAborted(answers, signal);
  const span = Math.max(last, sent / rate);
  return {
    sent,
    failed,
    ...(failure === undefined ? {} : { failure }),
    latencies,
    lags,
    throughput: latencies.length / span,
    endedEarly: sent < requests,
  };
}

/**
 * So many requests at a time, each answer followed by the next request: how much is done when nobody waits to ask. Ends
 * after `seconds`, or after a quarter of them when there were `requests`.
 */
export async function keepBusy(
  send: Send,
  {
    parallel,
    seconds,
    requests,
  }: { readonly parallel: number; readonly seconds: number; readonly requests: number },
  signal?: AbortSignal,
): Promise<Pick<LoadOutcome, 'failed' | 'failure' | 'latencies' | 'throughput'>> {
  const latencies: number[] = [];
  let [failed, sent] = [0, 0];
  let failure: string | undefined;
  const begin = performance.now();
  const elapsed = (): number => (performance.now() - begin) / 1000;
  const isOver = (): boolean =>
    signal?.aborted === true || failed > FAILURES || elapsed() >= (sent >= requests ? seconds / 4 : seconds);
  const one = async (): Promise<void> => {
    while (!isOver()) {
      const from = performance.now();
      sent++;
      try {
        await send();
        latencies.push((performance.now() - from) / 1000);
      } catch (error) {
        failed++;
        failure ??= error instanceof Error ? error.message : String(error);
      }
    }
  };
  await allOrAborted(Array.from({ length: parallel }, one), signal);
  return {
    failed,
    ...(failure === undefined ? {} : { failure }),
    latencies,
    throughput: latencies.length / elapsed(),
  };
}

/** A server that refuses one request after the other needs no more of them. */
const FAILURES = 20;

async function allOrAborted(
  answers: readonly Promise<void>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!signal) return void (await Promise.all(answers));
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true, signal: settled.signal });
  });
  try {
    await Promise.race([Promise.all(answers), aborted]);
  } finally {
    settled.abort();
  }
}
