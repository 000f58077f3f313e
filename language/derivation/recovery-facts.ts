import { effectiveRecoveries, type Recovering } from '../model/effective-recovery.ts';
import type { AnyElement } from '../model/system.ts';
import type { Recovery, RecoveryAction } from '../model/recovery.ts';
import type { Derivation } from './derivation.ts';
import type { Fact, FactBook } from './fact-book.ts';

export const isRecovering = (element: AnyElement | undefined): element is AnyElement & Recovering =>
  element !== undefined && 'recoveries' in element;

/** Kinds of elements that others can stand in. */
const AROUND = ['step', 'pipeline', 'service', 'training'] as const;

/** What happens when something fails, times out and so on: the nearest handler wins, and the others are named. */
export function recoveryFact(element: AnyElement & Recovering, book: FactBook): Fact {
  const chain = [element, ...around(element, book)];
  const effective = effectiveRecoveries(chain);
  const names = chain.slice(1).map(({ kind, name }) => `${kind} ${name}`);
  const from = effective.flatMap(({ recovery, of, covers }): Derivation[] => {
    const qualifiedName = `${element.qualifiedName}.recovery.${recovery.event}`;
    const covered = covers.flatMap(
      (each) =>
        book.once(
          { kind: 'value', qualifiedName: `${qualifiedName}.under.${each.of.qualifiedName}` },
          () => ({
            text: recoveryText(each.recovery),
            because: `It is said by ${each.of.kind} ${each.of.name}, and covered by the nearer one.`,
            origin: each.recovery.origin,
            from: [],
          }),
        ) ?? [],
    );
    const made = book.once({ kind: 'value', qualifiedName }, () => ({
      text: recoveryText(recovery),
      because:
        of === element
          ? `It is said by ${element.name} itself.`
          : `${element.name} says nothing for this event, so what ${of.kind} ${of.name} says holds.`,
      origin: recovery.origin,
      from: covered,
    }));
    return made ? [made] : [];
  });
  return {
    text: `recovery of ${element.name}`,
    because:
      effective.length > 0
        ? 'For each event the nearest handler holds.'
        : `Nothing says what happens when it fails: neither ${[element.name, ...names].join(' nor ')}.`,
    origin: element.origin,
    from,
  };
}

/** The elements around, from the inside out. */
function around(element: AnyElement, book: FactBook): Recovering[] {
  const parts = element.qualifiedName.split('.');
  return parts.slice(1).flatMap((_, index) => {
    const qualifiedName = parts.slice(0, parts.length - 1 - index).join('.');
    const found = AROUND.map((kind) => book.model.find({ kind, qualifiedName })).find(isRecovering);
    return found ? [found] : [];
  });
}

const recoveryText = ({ event, actions }: Recovery): string =>
  `on ${event} ${actions.map(actionText).join(' then ')}`;

function actionText(action: RecoveryAction): string {
  switch (action.action) {
    case 'retry': {
      const { times, backoff } = action;
      const from = backoff?.from ? ` from ${backoff.from.value.text}` : '';
      const to = backoff?.to ? ` to ${backoff.to.value.text}` : '';
      return `retry ${times.value} times${backoff ? ` backoff ${backoff.kind.value}${from}${to}` : ''}`;
    }
    case 'alert':
      return `alert ${lastName(action.channel.qualifiedName)}`;
    case 'rollback':
      return `rollback ${lastName(action.subject.qualifiedName)}${action.to === undefined ? '' : ` to @${action.to}`}`;
    case 'isolate':
      return `isolate${action.to === undefined ? '' : ` to ${typeof action.to === 'string' ? action.to : lastName(action.to.qualifiedName)}`}`;
    case 'timeout':
      return `timeout after ${action.after.value.text}`;
    case 'other':
      return `${action.verb}${action.object === undefined ? '' : ` ${action.object}`}`;
  }
}

const lastName = (qualifiedName: string): string => qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
