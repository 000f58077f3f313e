const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Age {
  readonly count: number;
  readonly unit: 'minute' | 'hour' | 'day';
}

/**
 * How long ago something was, in the largest unit that it fills; undefined for less than a minute, and for times that
 * are still to come: somebody has set a clock.
 */
export function ageOf(measuredAt: string, now: number): Age | undefined {
  const age = now - Date.parse(measuredAt);
  if (!(age >= MINUTE)) return undefined;
  if (age < HOUR) return { count: Math.floor(age / MINUTE), unit: 'minute' };
  if (age < 2 * DAY) return { count: Math.floor(age / HOUR), unit: 'hour' };
  return { count: Math.floor(age / DAY), unit: 'day' };
}
