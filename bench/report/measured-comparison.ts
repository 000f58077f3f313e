import { numberAt, record, textAt, type Fields } from './json-fields.ts';
import { readInterval, readMachine, type Interval, type MeasuredMachine } from './measured-result.ts';

/** One side of a paired comparison. */
export interface ComparedFile {
  /** Path, revision or provider, as people call it. */
  readonly label: string;
  readonly sha256: string;
  readonly provider: string;
  readonly engine: string;
  /** Seconds of the middle run; undefined where the line does not say it. */
  readonly p50: number | undefined;
}

/** A line of a history that holds two models against each other, read with care. */
export interface MeasuredComparison {
  readonly subject: string;
  /** ISO 8601 in UTC. */
  readonly measuredAt: string;
  readonly base: ComparedFile;
  readonly candidate: ComparedFile;
  readonly machine: MeasuredMachine;
  readonly batch: number;
  readonly pairs: number;
  /** Time of the candidate by that of the base, with its 95 % interval by bootstrap. */
  readonly ratio: Interval;
  readonly change: 'slower' | 'faster' | 'same' | 'undecided';
  /** Whether both gave the same outputs; undefined where nobody knows. */
  readonly agrees: boolean | undefined;
  /** The comparison as it was kept. */
  readonly raw: Fields;
}

/** Undefined for what is no comparison of a version that is known. */
export function readComparison(subject: string, value: unknown): MeasuredComparison | undefined {
  const raw = record(value);
  const measuredAt = textAt(raw, 'measuredAt');
  const ratio = readInterval(raw['ratio']);
  if (raw['version'] !== 1 || measuredAt === undefined || Number.isNaN(Date.parse(measuredAt)) || !ratio)
    return undefined;
  const { agrees } = record(raw['agreement']);
  return {
    subject,
    measuredAt,
    base: readSide(record(raw['base'])),
    candidate: readSide(record(raw['candidate'])),
    machine: readMachine(record(raw['machine'])),
    batch: numberAt(raw, 'batch') ?? 1,
    pairs: numberAt(raw, 'pairs') ?? 0,
    ratio,
    change: changes.find((each) => each === raw['change']) ?? 'undecided',
    agrees: typeof agrees === 'boolean' ? agrees : undefined,
    raw,
  };
}

const changes = ['slower', 'faster', 'same', 'undecided'] as const;

function readSide(raw: Fields): ComparedFile {
  const word = (name: string): string => textAt(raw, name) ?? 'unknown';
  return {
    label: word('label'),
    sha256: textAt(raw, 'sha256') ?? '',
    provider: word('provider'),
    engine: word('engine'),
    p50: numberAt(raw, 'p50'),
  };
}
