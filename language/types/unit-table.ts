/** One row for each dimension: its base unit and what each unit is worth in it. */
export interface DimensionRow {
  readonly name: DimensionName;
  readonly base: string;
  readonly units: Readonly<Record<string, number>>;
}

export type DimensionName =
  | 'duration'
  | 'bytes'
  | 'ratio'
  | 'percent points'
  | 'rate'
  | 'times'
  | 'frequency'
  | 'power'
  | 'scale'
  | 'money'
  | 'price'
  | 'spending';

const KI = 1024;

/**
 * Units that are written right behind a number. Decimal and binary byte units follow IEC 80000-13;
 * a month is 30 days and a year 365 days, because windows and retention are counted in whole days.
 */
export const DIMENSIONS: readonly DimensionRow[] = [
  {
    name: 'duration',
    base: 's',
    units: {
      ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, m: 60, min: 60, h: 3600, d: 86_400, day: 86_400, w: 604_800,
      month: 2_592_000, year: 31_536_000,
    }, // prettier-ignore
  },
  {
    name: 'bytes',
    base: 'B',
    units: {
      B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: KI, MiB: KI ** 2, GiB: KI ** 3, TiB: KI ** 4,
    }, // prettier-ignore
  },
  { name: 'ratio', base: '', units: { '%': 0.01 } },
  { name: 'percent points', base: '', units: { pp: 0.01 } },
  { name: 'times', base: 'times', units: { times: 1, x: 1 } },
  { name: 'frequency', base: 'Hz', units: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 } },
  { name: 'power', base: 'W', units: { W: 1, kW: 1e3 } },
  { name: 'scale', base: '', units: { K: 1e3, M: 1e6, T: 1e12 } },
];
