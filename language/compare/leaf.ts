import { valueText } from '../derivation/value-facts.ts';
import type { Origin } from '../model/origin.ts';
import type { Quantity } from '../types/quantity.ts';

/** One value of an element, where it is from, and the values of lower layers that it covers. */
export interface Leaf {
  /** Its path, as `tenon why` takes it: `scale.min`. What there are several of is named: `serves.late_net.instances`. */
  readonly property: string;
  /** Of several values with one path: what this one is about, such as the left side of a condition. */
  readonly about?: string;
  readonly text: string;
  /** The same for values that are the same, however they are written: `1024MiB` and `1GiB`. */
  readonly key: string;
  readonly origin: Origin;
  /** It has no place of its own, such as a name that is made up: `origin` is that of what is around it. */
  readonly isImplied?: boolean;
  readonly under: readonly LeafLayer[];
}

export interface LeafLayer {
  readonly text: string;
  readonly origin: Origin;
}

/** What a value is, without where it was written and how. */
export const keyOf = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) =>
    key === 'origin' ? undefined : isQuantity(part) ? [part.value, part.dimension, part.of] : part,
  );

/** A value as it is written in a model, on one line. */
export const textOfValue = (value: unknown): string => valueText(value).replaceAll(/\s+/gu, ' ');

export const isQuantity = (value: unknown): value is Quantity =>
  typeof value === 'object' && value !== null && 'dimension' in value && 'text' in value;
