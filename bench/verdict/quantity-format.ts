/** How figures of this metric are written: `1.21 ms`, `640/s`, `88 MiB`. */
export function quantityFormat(metric: string): (value: number) => string {
  if (metric.startsWith('latency')) return formatSeconds;
  return metric === 'memory' ? formatBytes : formatRate;
}

export function formatSeconds(seconds: number): string {
  if (seconds >= 1) return `${digits(seconds)} s`;
  if (seconds >= 1e-3) return `${digits(seconds * 1e3)} ms`;
  return `${digits(seconds * 1e6)} µs`;
}

export function formatRate(perSecond: number): string {
  return `${digits(perSecond)}/s`;
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${digits(bytes / 1024 ** power)} ${units[power]}`;
}

/** Three significant digits, and whole numbers in full. */
function digits(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
