/** A duration as one would write it, in whole minutes or hours where it has them. */
export function durationText(seconds: number): string {
  if (seconds >= 7200) return `${Math.round(seconds / 3600)}h`;
  if (seconds >= 120) return `${Math.round(seconds / 60)}m`;
  return `${Math.max(1, Math.round(seconds))}s`;
}
