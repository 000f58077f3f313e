import { formatRate, formatSeconds, type ServerFigure, type ServerSettings } from '../../bench/index.ts';

/** `batch 16, 2 instances, wait 2.5 ms` */
export function settingsText({ batch, instances, delay }: ServerSettings): string {
  const copies = `${instances} ${instances === 1 ? 'instance' : 'instances'}`;
  return `batch ${batch}, ${copies}, ${delay > 0 ? `wait ${formatSeconds(delay)}` : 'no wait'}`;
}

/** What settings did: `1240/s, p99 17 ms`. */
export function figureText(
  { found, refusal }: ServerFigure,
  of: keyof ServerFigure['found']['latency'],
): string {
  if (refusal !== undefined) return `the server refuses: ${refusal}`;
  if (found.rate === 0)
    return found.failure === undefined ? 'keeps the promise at no rate' : `requests fail: ${found.failure}`;
  return `${formatRate(found.throughput)}, ${of} ${formatSeconds(found.latency[of])}`;
}
