import { ageOf } from '../../../bench/report/age.ts';
import { deviceName } from '../../../bench/report/machine-name.ts';
import type { MeasuredResult } from '../../../bench/report/measured-result.ts';
import type { Currency } from '../../measurements/measured-files.ts';
import { figuresText } from '../../measurements/measured-figures.ts';
import type { Texts } from '../../text/texts.ts';

/** `p50 1.21 ms · p99 1.9 ms · 640/s · CUDA · NVIDIA L4 · 2 days ago`; figures of an older file say so first. */
export function resultTitle(
  result: MeasuredResult,
  currency: Currency,
  texts: Texts,
  now = Date.now(),
): string {
  const stale = currency === 'stale' ? [`$(warning) ${texts.of('Stale, the file has changed')}`] : [];
  return [
    ...stale,
    figuresText(result, texts),
    deviceName(result.machine),
    texts.of(ageText(result, now)),
  ].join(' · ');
}

function ageText({ measuredAt }: MeasuredResult, now: number): string {
  const age = ageOf(measuredAt, now);
  switch (age?.unit) {
    case 'minute':
      return `${age.count} min ago`;
    case 'hour':
      return `${age.count} h ago`;
    case 'day':
      return age.count === 1 ? '1 day ago' : `${age.count} days ago`;
    case undefined:
      return 'just now';
  }
}
