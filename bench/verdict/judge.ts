import type { CaseResult } from '../run/benchmark-result.ts';
import { isOverloaded } from '../run/overload.ts';
import type { Estimate } from '../statistics/quantile.ts';
import { quantityFormat } from './quantity-format.ts';

/** A promise about a figure. The limit is in SI units: seconds, items per second, bytes. */
export interface Objective {
  /** `latency.p99`, `latency.mean`, `throughput`, `memory` … */
  readonly metric: string;
  readonly comparison: '<' | '<=' | '>' | '>=';
  readonly limit: number;
}

export interface Verdict {
  readonly verdict: 'kept' | 'broken' | 'undecided';
  /** Why, as a sentence. */
  readonly reason: string;
  /** The measured figure, where there is one. */
  readonly observed?: Estimate;
}

/**
 * Holds a measured case against an objective. Kept or broken only when the whole 95 % interval lies on one
 * side of the limit; and never kept when the figures themselves are in doubt.
 */
export function judge(objective: Objective, measured: CaseResult): Verdict {
  const figure = figureOf(objective.metric, measured);
  if (typeof figure === 'string') return { verdict: 'undecided', reason: figure };
  const { comparison, limit } = objective;
  const format = quantityFormat(objective.metric);
  const [best, worst] = comparison.startsWith('<') ? [figure.low, figure.high] : [figure.high, figure.low];
  const told = tell(objective.metric, figure, format);
  const promise = `${comparison} ${format(limit)}`;
  if (objective.metric.startsWith('latency') && isOverloaded(measured)) {
    const { waiting = 0 } = measured;
    const reason = `More requests come than can be answered: ${waiting} were waiting at the end, and each has to wait longer than the one before.`;
    return { verdict: 'broken', reason, observed: figure };
  }
  if (best !== null && !compare(best, comparison, limit)) {
    return {
      verdict: 'broken',
      reason: `${told}, promised ${promise}${noisyAside(measured)}.`,
      observed: figure,
    };
  }
  if (worst === null || !compare(worst, comparison, limit)) {
    const reason = `${told}: the interval holds the limit ${promise}. A longer budget narrows it.`;
    return { verdict: 'undecided', reason, observed: figure };
  }
  const doubt = doubtIn(measured);
  if (doubt !== undefined) return { verdict: 'undecided', reason: `${told}, but ${doubt}`, observed: figure };
  return { verdict: 'kept', reason: `${told}, promised ${promise}.`, observed: figure };
}

function tell(metric: string, { value, low, high }: Estimate, format: (value: number) => string): string {
  const bound = (side: number | null): string => (side === null ? 'open' : format(side));
  return `${metric} is ${format(value)} (95 %: ${bound(low)} to ${bound(high)})`;
}

/** The figure, or a sentence that says why there is none. */
function figureOf(metric: string, measured: CaseResult): Estimate | string {
  const { latency, throughput, memory } = measured;
  switch (metric) {
    case 'latency.p50':
    case 'latency.p90':
    case 'latency.p95':
    case 'latency.p99': {
      const figure = latency[metric.slice('latency.'.length) as 'p50'];
      if (!('needed' in figure)) return figure;
      return `${metric} is n/a (n=${figure.samples}, need ${figure.needed}): give it a longer budget.`;
    }
    case 'latency.mean':
      return latency.mean;
    case 'latency.min':
    case 'latency.max':
      return exactly(latency[metric.slice('latency.'.length) as 'min']);
    case 'throughput':
      return throughput;
    case 'memory':
      // Of two memories each has to suffice, so the fuller one counts.
      return exactly(Math.max(memory.peak, memory.gpu ?? 0));
    default:
      return `A benchmark of a model alone does not measure ${metric}.`;
  }
}

function exactly(value: number): Estimate {
  return { value, low: value, high: value };
}

function compare(value: number, comparison: Objective['comparison'], limit: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

/** Why figures that look good are not believed, as the end of a sentence. */
function doubtIn(measured: CaseResult): string | undefined {
  const { noise, warmup } = measured;
  if (noise.grade === 'C') return `${noiseWords(measured)}: measure again on a quiet machine.`;
  if (!warmup.stable)
    return 'its speed was not steady yet when the warm-up ended: measure again on a quiet machine.';
  if (measured.assumed.length === 0) return undefined;
  return `nobody gave the size of ${measured.assumed.join(', ')}, which was taken as 1.`;
}

function noisyAside(measured: CaseResult): string {
  return measured.noise.grade === 'C' ? `; ${noiseWords(measured)}` : '';
}

function noiseWords({ noise }: CaseResult): string {
  if (noise.spread === null) return 'there are too few slices to grade the noise (grade C)';
  return `the machine's speed wandered by ${Math.round(noise.spread * 100)} % meanwhile (grade C)`;
}
