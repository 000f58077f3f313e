// Loaded into the language server by `--import`: writes the gaps of its event loop, in nanoseconds, when it ends.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const target = process.env.TENON_LOOP_GAPS;
if (target !== undefined) {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  // What the server does while it starts is not what a benchmark does to it.
  setTimeout(() => delay.reset(), 3_000).unref();
  setInterval(() => {
    // The histogram counts from one tick to the next, the tick's own length included.
    const gap = (share) => Math.max(0, delay.percentile(share) - resolution * 1e6);
    writeFileSync(target, JSON.stringify({ p50: gap(50), p99: gap(99), samples: delay.count }));
  }, 500).unref();
}
