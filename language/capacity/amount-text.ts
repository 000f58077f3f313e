import type { Amount, Working } from './working.ts';

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const TIMES = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
] as const;

/** An amount as people read it: `14.5 GiB`, `43.2 min`, `21,600 USD`, `70 %`. */
export function printAmount({ value, unit }: Amount): string {
  if (unit === 'B' || unit === 'B/s') return `${printBytes(value)}${unit.slice(1)}`;
  if (unit === 's') return printTime(value);
  if (unit === 'ratio') return `${printNumber(value * 100)} %`;
  if (unit === '1/s') return `${printNumber(value)}/s`;
  if (unit === '') return printNumber(value);
  return `${printNumber(value)} ${value === 1 && /[a-z]s$/.test(unit) ? unit.slice(0, -1) : unit}`;
}

/** The result with its bound, or `not known`. */
export function printResult({ result, bound }: Working): string {
  if (!result) return 'not known';
  return bound ? `${bound} ${printAmount(result)}` : printAmount(result);
}

function printBytes(value: number): string {
  const steps = Math.min(BYTES.length - 1, Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)));
  return `${printNumber(value / 1024 ** steps)} ${BYTES[steps]!}`;
}

function printTime(value: number): string {
  const size = Math.abs(value);
  const [unit, seconds] = TIMES.find(([, each]) => size >= each * 0.999_999) ?? ['s', 1];
  return `${printNumber(value / seconds)} ${unit}`;
}

/**
 * Whole numbers in groups of three, others with three digits that count. Written by hand, so that no locale of the
 * machine changes it.
 */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) return 'unlimited';
  const text =
    Number.isInteger(value) || Math.abs(value) >= 1000
      ? String(Math.round(value))
      : String(Number(value.toPrecision(3)));
  if (text.includes('e')) return text;
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/gu, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
