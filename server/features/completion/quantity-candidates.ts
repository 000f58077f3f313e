import { DIMENSIONS, type ValueType } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';

export type Dimension = NonNullable<ValueType['dimension']>;

/** Amounts that are often wanted. */
const OFTEN: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  duration: ['100ms', '30s', '15m', '1h', '1d', '7d', '30d'],
  bytes: ['512MiB', '4GiB', '16GiB', '100GB'],
  ratio: ['1%', '10%', '50%', '80%', '99.9%'],
  rate: ['10/s', '500/s', '60/min'],
  money: ['100EUR', '100USD'],
  price: ['0.01USD/request', '2USD/h'],
  spending: ['500USD/month', '20USD/d'],
  frequency: ['16kHz', '30Hz'],
  power: ['15W'],
  'percent points': ['1pp'],
};

/** Units of a dimension; those that are put together are written out as they are mostly wanted. */
const COMPOUND: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  rate: ['/s', '/min', '/h', '/d', 'token/s'],
  money: ['EUR', 'USD'],
  price: ['USD/h', 'EUR/h', 'USD/request'],
  spending: ['USD/month', 'EUR/month', 'USD/d'],
};

export function* quantities(dimension: Dimension, rank = 1): Iterable<Candidate> {
  for (const [order, label] of (OFTEN[dimension] ?? []).entries()) {
    yield { label, kind: CandidateKind.Value, detail: dimension, onlySoFar: true, rank, order };
  }
}

/** The number that is typed with each unit that may follow; what is typed of the unit is a part of it. */
export function* units(dimension: Dimension | undefined, written: string): Iterable<Candidate> {
  const number = /^[0-9][0-9_]*(?:\.[0-9_]+)?/u.exec(written)?.[0];
  if (number === undefined || dimension === undefined) return;
  const row = DIMENSIONS.find(({ name }) => name === dimension);
  const often = new Set((OFTEN[dimension] ?? []).map((amount) => amount.replace(/^[0-9.]+/u, '')));
  for (const unit of new Set([...often, ...Object.keys(row?.units ?? {}), ...(COMPOUND[dimension] ?? [])])) {
    const label = unit === 'times' ? `${number} times` : `${number}${unit}`;
    const order = often.has(unit) ? 0 : 1;
    yield { label, kind: CandidateKind.Unit, detail: dimension, onlySoFar: true, rank: order, order };
  }
}
