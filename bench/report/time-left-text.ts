/** How long something still takes, only as exactly as anybody can know it: `8 s`, `45 s`, `3 min`. */
export function timeLeftText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 10) return `${whole} s`;
  if (whole <= 90) return `${Math.ceil(whole / 5) * 5} s`;
  return `${Math.ceil(whole / 60)} min`;
}
