import { formatRate, formatSeconds } from '../../bench/verdict/quantity-format.ts';
import { providerName } from '../../bench/report/machine-name.ts';
import { Texts } from '../text/texts.ts';
import type { Figure, MeasuredCase, MeasuredResult } from '../../bench/report/measured-result.ts';

/** The last result in one line: `p50 1.21 ms · p99 1.9 ms · 640/s · CPU`; English without texts. */
export function figuresText({ cases, machine }: MeasuredResult, texts = new Texts()): string {
  const shown = mainCase(cases);
  const parts = [
    ...(shown ? caseParts(shown) : []),
    shown && shown.batch > 1 ? texts.fill('batch {0}', String(shown.batch)) : undefined,
    providerName(machine.provider),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** The case that stands for a result: one item at a time where it was measured. */
export const mainCase = (cases: readonly MeasuredCase[]): MeasuredCase | undefined =>
  cases.find(({ scenario, batch }) => scenario === 'single-stream' && batch === 1) ?? cases[0];

const caseParts = ({ latency: { p50, p99 }, throughput }: MeasuredCase): (string | undefined)[] => [
  latency('p50', p50),
  latency('p99', p99),
  throughput && formatRate(throughput.value),
];

/** A figure that too few samples were taken for is left out of a line; the hover says why. */
const latency = (name: string, figure: Figure | undefined): string | undefined =>
  figure && 'value' in figure ? `${name} ${formatSeconds(figure.value)}` : undefined;
