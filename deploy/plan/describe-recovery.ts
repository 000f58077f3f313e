import type { Recovery, RecoveryAction } from '../../language/model/recovery.ts';
import type { Compensation } from './deploy-plan.ts';

/** What the model declares for failures, in its own words, and who carries it out. */
export const describeRecoveries = (recoveries: readonly Recovery[], by: string): readonly Compensation[] =>
  recoveries.map(({ event, actions, origin }) => ({
    text: `on ${event} ${actions.map(describeAction).join(', then ')}`,
    by,
    origin,
  }));

function describeAction(action: RecoveryAction): string {
  switch (action.action) {
    case 'retry':
      return `retry ${action.times.value} times${describeBackoff(action.backoff)}`;
    case 'alert':
      return `alert ${simpleName(action.channel.qualifiedName)}`;
    case 'rollback':
      return `roll back ${simpleName(action.subject.qualifiedName)}${action.to === undefined ? '' : ` to ${action.to}`}`;
    case 'isolate': {
      const to = typeof action.to === 'object' ? simpleName(action.to.qualifiedName) : action.to;
      return `isolate${to === undefined ? '' : ` to ${to}`}`;
    }
    case 'timeout':
      return `stop after ${action.after.value.text}`;
    case 'other':
      return [action.verb, action.object].filter((part) => part !== undefined).join(' ');
  }
}

type Backoff = Extract<RecoveryAction, { action: 'retry' }>['backoff'];

function describeBackoff(backoff: Backoff): string {
  if (!backoff) return '';
  const from = backoff.from ? ` from ${backoff.from.value.text}` : '';
  const to = backoff.to ? ` to ${backoff.to.value.text}` : '';
  return ` (${backoff.kind.value} backoff${from}${to})`;
}

const simpleName = (qualifiedName: string): string => qualifiedName.split('.').at(-1)!;
