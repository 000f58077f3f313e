import { caseName } from './figure-text.ts';
import {
  QUANTILES,
  readResult,
  type Figure,
  type MeasuredCase,
  type MeasuredResult,
} from './measured-result.ts';

const COLUMNS = [
  'subject', 'measured_at', 'model_sha256', 'machine', 'cpu', 'device', 'provider', 'engine',
  'case', 'scenario', 'batch', 'metric', 'unit', 'value', 'low', 'high',
]; // prettier-ignore

/** Every figure of every result in a line of its own, in SI units: for spreadsheets and data frames. */
export function csvReport(subject: string, results: readonly unknown[]): string {
  const rows = results
    .flatMap((raw) => readResult(subject, raw) ?? [])
    .flatMap((result) => result.cases.flatMap((each) => caseRows(result, each)));
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
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

/** Nine digits are more than any clock gives. */
const numberText = (value: number | null): string =>
  value === null ? '' : String(Number(value.toPrecision(9)));

/** A text that a spreadsheet would take for a formula gets a quote in front. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
