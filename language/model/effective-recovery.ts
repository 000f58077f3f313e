import type { Element } from './element.ts';
import type { Recovery } from './recovery.ts';

/** An element that may say what happens at an event, such as its failure. */
export interface Recovering extends Element {
  readonly recoveries: readonly Recovery[];
}

/** What happens at an event of an element. */
export interface EffectiveRecovery {
  readonly recovery: Recovery;
  /** The element that says so: the element itself, or the nearest one around it that says something. */
  readonly of: Recovering;
  /** What elements further out say of the same event; it does not hold here. */
  readonly covers: readonly { readonly recovery: Recovery; readonly of: Recovering }[];
}

/** What holds for an element, given it and the elements around it from the inside out: for each event the nearest wins. */
export function effectiveRecoveries(insideOut: readonly Recovering[]): EffectiveRecovery[] {
  const byEvent = new Map<string, { readonly recovery: Recovery; readonly of: Recovering }[]>();
  for (const of of insideOut) {
    for (const recovery of of.recoveries) {
      byEvent.set(recovery.event, [...(byEvent.get(recovery.event) ?? []), { recovery, of }]);
    }
  }
  return [...byEvent.values()].map(([nearest, ...covers]) => ({ ...nearest!, covers }));
}
