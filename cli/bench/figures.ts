import {
  formatBytes, formatRate, formatSeconds,
  type CaseResult, type Comparison, type Estimate, type SinceBaseline, type TooFewSamples,
} from '../../bench/index.ts'; // prettier-ignore
import type { OutputCheck } from './measured.ts';

/** Rows of figures, the first of them the heading. Columns that say nothing about these cases are left out. */
export function figureRows(cases: readonly CaseResult[]): readonly (readonly string[])[] {
  const hasLoad = cases.some(({ concurrency = 1, scenario }) => concurrency > 1 || scenario === 'server');
  const hasGpu = cases.some(({ memory }) => typeof memory.gpu === 'number');
  const columns: readonly (readonly [string, (each: CaseResult) => string])[] = [
    ['batch', ({ batch }) => String(batch)],
    ...(hasLoad ? [['load', load] as const] : []),
    ['p50', ({ latency }) => figure(latency.p50)],
    ['p90', ({ latency }) => figure(latency.p90)],
    ['p95', ({ latency }) => figure(latency.p95)],
    ['p99', ({ latency }) => figure(latency.p99)],
    ['runs', ({ samples }) => String(samples)],
    ['throughput', ({ throughput }) => `${formatRate(throughput.value)}${interval(throughput, formatRate)}`],
    [
      'noise',
      ({ noise }) => (noise.spread === null ? noise.grade : `${noise.grade} (${percent(noise.spread)})`),
    ],
    ['memory', ({ memory }) => formatBytes(memory.model ?? memory.peak)],
    ...(hasGpu
      ? [['GPU', ({ memory }: CaseResult) => (memory.gpu ? formatBytes(memory.gpu) : 'n/a')] as const]
      : []),
  ];
  return [columns.map(([name]) => name), ...cases.map((each) => columns.map(([, of]) => of(each)))];
}

function load({ scenario, concurrency = 1, rate = 0 }: CaseResult): string {
  if (scenario === 'server') return `${formatRate(rate)} arrive`;
  if (scenario === 'instances') return `${concurrency} instances`;
  return scenario === 'concurrency' ? `${concurrency} at a time` : 'one by one';
}

/** `1.21 ms [1.2, 1.23]`, or why there is no figure. */
export const figure = (estimate: Estimate | TooFewSamples): string =>
  'needed' in estimate
    ? `n/a (n=${estimate.samples}, need ${estimate.needed})`
    : `${formatSeconds(estimate.value)}${interval(estimate, formatSeconds)}`;

/** The 95 % interval. */
function interval({ low, high }: Estimate, format: (value: number) => string): string {
  const side = (value: number | null): string =>
    value === null ? 'open' : format(Math.max(0, value)).replace(/ .*|\/s$/, '');
  // Both ends in the unit of the figure would need one more column; where the units differ they are written.
  const units = [low, high].map((value) =>
    value === null ? '' : format(Math.max(0, value)).replace(/^[\d.]+/, ''),
  );
  return units[0] === units[1] || units.includes('')
    ? ` [${side(low)}, ${side(high)}]`
    : ` [${format(Math.max(0, low ?? 0))}, ${format(high ?? 0)}]`;
}

/** Two intervals that overlap are no news. */
export function sinceLastTime(now: CaseResult, before: CaseResult): string {
  const [a, b] = [now.latency.p50, before.latency.p50];
  if ('needed' in a || 'needed' in b) return 'too few runs to compare with the last time';
  const apart = (a.low ?? 0) > (b.high ?? Infinity) || (a.high ?? Infinity) < (b.low ?? 0);
  if (!apart) return `as fast as the last time (p50 was ${formatSeconds(b.value)})`;
  const change = Math.round((a.value / b.value - 1) * 100);
  return `p50 is ${Math.abs(change)} % ${change > 0 ? 'slower' : 'faster'} than the last time (${formatSeconds(b.value)})`;
}

/** One sentence for each case of which the baseline knows something. */
export function baselineSentence({ measured, before, isOtherModel }: SinceBaseline): string {
  if (before === 'other machine') return 'the baseline is of another machine or other settings: not compared';
  if (before === 'not measured') return 'the baseline has no such case';
  const [now, then] = [measured.latency.p50, before.latency.p50];
  if ('needed' in now || 'needed' in then) return 'too few runs to compare with the baseline';
  const change = percent(Math.abs(now.value / then.value - 1));
  const direction = now.value > then.value ? 'slower' : 'faster';
  const model = isOtherModel ? ' (the model file is another one)' : '';
  const apart = (now.low ?? 0) > (then.high ?? Infinity) || (now.high ?? Infinity) < (then.low ?? 0);
  return apart
    ? `p50 is ${change} ${direction} than the baseline${model}; runs at different times: --compare decides`
    : `p50 is as in the baseline${model}`;
}

/** What a paired comparison says, as a sentence. */
export function comparisonSentence({ ratio, change, base, candidate }: Comparison): string {
  const range = `95 %: ${ratioText(ratio.low)} to ${ratioText(ratio.high)}`;
  const by = percent(Math.abs(ratio.value - 1));
  const told = `A run takes ${ratioText(ratio.value)} of the time of ${base.label} (${range})`;
  switch (change) {
    case 'slower':
      return `${told}: ${candidate.label} is ${by} slower.`;
    case 'faster':
      return `${told}: ${candidate.label} is ${by} faster.`;
    case 'same':
      return `${told}: no change that matters.`;
    case 'undecided':
      return `${told}: not decided; measure again on a quieter machine.`;
  }
}

const ratioText = (ratio: number | null): string => (ratio === null ? 'open' : ratio.toFixed(3));

/** Lines about whether the outputs are right: first the answer, then what it is based on. */
export function agreementLines({ agreement, outputs: subject, reference }: OutputCheck): readonly string[] {
  const { agrees, outputs, scores, whyNoScores } = agreement;
  const lines = [
    agrees ? `${subject} agree with ${reference}.` : `${subject} are not those of ${reference}.`,
  ];
  for (const { output, max, mean, reason } of outputs) {
    lines.push(reason ?? `${output}: largest error ${share(max)}, mean ${share(mean)} of the largest value.`);
  }
  for (const { metric, base, candidate, isWorse } of scores?.of ?? []) {
    const verdict = isWorse ? ': worse' : '';
    lines.push(
      `${metric} on ${scores?.rows} labelled rows: ${base.toFixed(4)} before, ${candidate.toFixed(4)} after${verdict}.`,
    );
  }
  if (whyNoScores !== undefined) lines.push(`Not held against labelled rows: ${whyNoScores}`);
  return lines;
}

export const percent = (value: number): string =>
  `${Number((value * 100).toPrecision(value < 0.1 ? 1 : 2))} %`;

function share(value: number): string {
  if (!Number.isFinite(value)) return 'without bounds';
  return value === 0 ? '0' : `${Number((value * 100).toPrecision(2))} %`;
}
