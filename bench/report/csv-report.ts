import { caseName } from './figure-text.ts';
import { readComparison, type MeasuredComparison } from './measured-comparison.ts';
import {
  QUANTILES,
  readResult,
  type Figure,
  type Interval,
  type MeasuredCase,
  type MeasuredResult,
} from './measured-result.ts';

const COLUMNS = [
  'subject', 'measured_at', 'model_sha256', 'machine', 'cpu', 'device', 'provider', 'engine',
  'case', 'scenario', 'batch', 'metric', 'unit', 'value', 'low', 'high',
]; // prettier-ignore

/**
 * Every figure of every result in a line of its own, in SI units, and the ratios of comparisons in turns: for
 * spreadsheets and data frames.
 */
export function csvReport(
  subject: string,
  results: readonly unknown[],
  comparisons: readonly unknown[] = [],
): string {
  const rows = results
    .flatMap((raw) => readResult(subject, raw) ?? [])
    .flatMap((result) => result.cases.flatMap((each) => caseRows(result, each)));
  const paired = comparisons.flatMap((raw) => pairedRows(readComparison(subject, raw)));
  return [COLUMNS, ...rows, ...paired].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function caseRows(
  { subject, measuredAt, model, machine }: MeasuredResult,
  measured: MeasuredCase,
): string[][] {
  const base = [
    subject, measuredAt, model.sha256, machine.id, machine.cpu, machine.device ?? '', machine.provider, machine.engine,
    caseName(measured), measured.scenario, String(measured.batch),
  ]; // prettier-ignore
  const { latency, throughput, memory } = measured;
  const figures: (readonly [metric: string, unit: string, figure: Figure | number | undefined])[] = [
    ...QUANTILES.map((name) => [`latency.${name}`, 's', latency[name]] as const),
    ['latency.mean', 's', latency.mean],
    ['latency.min', 's', latency.min],
    ['latency.max', 's', latency.max],
    ['throughput', '1/s', throughput],
    ['memory.peak', 'B', memory?.peak],
  ];
  return figures.flatMap(([metric, unit, figure]) => {
    if (figure === undefined || (typeof figure === 'object' && 'needed' in figure)) return [];
    const { value, low, high } =
      typeof figure === 'number' ? { value: figure, low: null, high: null } : figure;
    return [[...base, metric, unit, numberText(value), numberText(low), numberText(high)]];
  });
}

/** The ratio has an interval, the two times are as good as one run of the machine. */
function pairedRows(comparison: MeasuredComparison | undefined): string[][] {
  if (comparison === undefined) return [];
  const { subject, measuredAt, machine, base, candidate, batch, ratio } = comparison;
  const row = (metric: string, unit: string, { value, low, high }: Interval): string[] => [
    subject, measuredAt, candidate.sha256, machine.id, machine.cpu, machine.device ?? '', candidate.provider,
    candidate.engine, `batch ${batch}, against ${base.label}`, 'paired', String(batch), metric, unit,
    numberText(value), numberText(low), numberText(high),
  ]; // prettier-ignore
  const time = (metric: string, seconds: number | undefined): string[][] =>
    seconds === undefined ? [] : [row(metric, 's', { value: seconds, low: null, high: null })];
  return [
    row(`paired.ratio.${comparison.change}`, '1', ratio),
    ...time('paired.p50.other', base.p50),
    ...time('paired.p50.model', candidate.p50),
  ];
}

/** Nine digits are more than any clock gives. */
const numberText = (value: number | null): string =>
  value === null ? '' : String(Number(value.toPrecision(9)));

/** A text that a spreadsheet would take for a formula gets a quote in front. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
