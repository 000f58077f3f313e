import type { Recovery, RecoveryAction } from '../model/recovery.ts';
import { known, notKnown, work, type Given, type Working } from './working.ts';
import { sourced } from './written.ts';

export type Retry = Extract<RecoveryAction, { readonly action: 'retry' }>;

export const retriesIn = (recoveries: readonly Recovery[]): readonly Retry[] =>
  recoveries.flatMap(({ actions }) => actions.filter((each) => each.action === 'retry'));

/**
 * Seconds between the tries, in order: `first` each time, or doubled from one to the next up to `longest`, as
 * Argo, Kubeflow and Airflow do it without jitter.
 */
export function backoffWaits(
  times: number,
  kind: string,
  first: number,
  longest = Infinity,
): readonly number[] {
  return Array.from({ length: times }, (_, index) =>
    Math.min(longest, kind === 'exponential' ? first * 2 ** index : first),
  );
}

/** Seconds that are waited between the tries when every try fails. */
export function waitsOfRetry({ times, backoff }: Retry): Working {
  const kind = backoff?.kind.value ?? 'fixed';
  const first = backoff?.from;
  const to = backoff?.to;
  const how = {
    title: 'Waits between the tries',
    formula: kind === 'exponential' ? 'Σ min(f × 2ᵏ, m) for k from 0 to n − 1' : 'n × f',
    unit: 's',
    source: 'Exponential backoff without jitter, as Argo Workflows and Kubeflow Pipelines have it',
  };
  const f: Given = first
    ? known('first wait', first.value.value, 's', { origin: first.origin })
    : backoff
      ? notKnown('first wait', 'it is not declared', 'from 30s behind backoff')
      : known('first wait', 0, 's', { because: 'no backoff is declared' });
  const m = to ? known('longest wait', to.value.value, 's', { origin: to.origin }) : undefined;
  const n = sourced('retries', times);
  return work(how, { n, f, ...(m ? { m } : {}) } as { n: Given; f: Given; m: Given }, (values) =>
    backoffWaits(values.n, kind, values.f, m?.value).reduce((sum, wait) => sum + wait, 0),
  );
}

/** Longest time until the last try has failed: every try takes as long as it may, `t` seconds. */
export function worstCaseOfRetry(retry: Retry, t: Given): Working {
  return work(
    {
      title: 'Longest time with all retries',
      formula: '(n + 1) × t + waits',
      unit: 's',
      source: 'Each of n + 1 tries ends with its timeout',
    },
    { n: sourced('retries', retry.times), t, waits: waitsOfRetry(retry) },
    ({ n, t: each, waits }) => (n + 1) * each + waits,
  );
}
