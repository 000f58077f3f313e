import { send } from './channel.ts';
import { CodedError } from './coded-error.ts';
import type { Engine } from './engine.ts';
import type { Method, Scenario } from './messages.ts';
import { poissonArrivals } from './poisson-arrivals.ts';

type Server = Extract<Scenario, { kind: 'server' }>;

/**
 * Serves requests of one batch that come at random times, and sends their latencies from the planned arrival. What waits
 * at the end of a slice waits on into the next. A slice's `elapsed` is real time, idle time included.
 */
export async function measureServer(
  engine: Engine,
  method: Method,
  { rate, seed }: Server,
  batch: number,
): Promise<void> {
  if (engine.runAt === undefined) {
    throw new CodedError(
      'engine/unavailable',
      `The server scenario needs the engine ort-ffi; this is ${engine.name}.`,
    );
  }
  if (!(rate > 0)) throw new CodedError('run/failed', `A rate of ${rate} items a second serves nothing.`);
  const arrivals = poissonArrivals(rate / batch, BigInt(seed));
  const origin = performance.now();
  const waiting: number[] = [];
  let next = arrivals.next().value;
  let samples = 0;
  let slices = 0;
  let now = 0;
  while (now < method.measureAtMost && !(samples >= method.samples && slices >= method.slices)) {
    const begin = now;
    // At least one arrival, so that a slice of a low rate waits for it.
    const horizon = waiting.length === 0 ? Math.max(now + method.slice, next) : now + method.slice;
    for (; next <= horizon; next = arrivals.next().value) waiting.push(next);
    const served = await engine.runAt(waiting, { origin, atMost: horizon - now + method.slice });
    waiting.splice(0, served.nanoseconds.length);
    now = (performance.now() - origin) / 1000;
    send({ type: 'slice', ...served, elapsed: now - begin });
    samples += served.nanoseconds.length;
    slices++;
  }
}
