/**
 * Signals a child started with `detached: true` together with everything it started. A group that is
 * already gone is not an error.
 */
export function endProcessGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself between the caller's decision and this call.
  }
}
