import type { LastMeasurement } from './benchmark-history.ts';

/** The last result in one line: `p50 0.12 ms · p99 0.31 ms · 8300/s · CPUExecutionProvider`. */
export function figuresText(last: LastMeasurement): string {
  const parts = [
    last.p50 === undefined ? undefined : `p50 ${seconds(last.p50)}`,
    last.p99 === undefined ? undefined : `p99 ${seconds(last.p99)}`,
    last.throughput === undefined ? undefined : `${digits(last.throughput)}/s`,
    last.batch > 1 ? `batch ${last.batch}` : undefined,
    last.provider,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function seconds(value: number): string {
  if (value >= 1) return `${digits(value)} s`;
  return value >= 1e-3 ? `${digits(value * 1e3)} ms` : `${digits(value * 1e6)} µs`;
}

const digits = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
