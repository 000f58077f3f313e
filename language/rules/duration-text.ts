const UNITS = [
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
] as const;

/** A time in seconds as it is written in a model, with two digits that count: `15m`, `5ms`, `250us`. */
export function durationText(seconds: number): string {
  const [unit, size] =
    UNITS.find(([, each]) => seconds >= each && isShort(seconds / each)) ??
    UNITS.find(([, each]) => seconds >= each) ??
    UNITS.at(-1)!;
  return `${Math.max(1, Number((seconds / size).toPrecision(2)))}${unit}`;
}

/** 90 s are better than 1.5 m. */
const isShort = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
