const nobody = new Int32Array(new SharedArrayBuffer(4));

/** Milliseconds by which the system may wake a sleeper late; the rest is waited for awake. */
const lateness = 0.5;

/** Blocks until that moment of `performance.now()`: asleep while it is far, awake at the end. */
export function waitUntil(moment: number): void {
  for (;;) {
    const left = moment - performance.now();
    if (left <= 0) return;
    if (left > 2 * lateness) Atomics.wait(nobody, 0, 0, left - lateness);
  }
}
