import type { RequestMessage } from './message.ts';

/** A name that one can ask about. */
export interface AskedName {
  /** Qualified name, such as `shop.fraud.fraud_api.scale`. */
  readonly name: string;
  readonly kind: string;
  /** `tenon capacity` calculates something for it. */
  readonly hasFigures: boolean;
}

/** What stands at a place of a model file. */
export interface PlaceInModel {
  /** URI of the project folder; absent for a text that belongs to none. */
  readonly project?: string;
  /** Environment that the project is shown in; null for none. */
  readonly environment: string | null;
  /** The element or value that is named there. */
  readonly at?: AskedName;
  /** The declaration around it. */
  readonly around?: AskedName;
}

/** Which names stand at a place; null outside of models. */
export const NAMES_AT: RequestMessage<
  { readonly uri: string; readonly position: { readonly line: number; readonly character: number } },
  PlaceInModel | null
> = { method: 'tenon/namesAt' };

/** Why something is as it is, or what is wrong with the question. */
export type WhyAnswer =
  { readonly text: string } | { readonly problem: { readonly message: string; readonly help?: string } };

export interface WhyQuestion {
  /** URI of the project folder. */
  readonly uri: string;
  readonly name: string;
  /** When nothing is known of the name, what is around it is taken, up to this element. */
  readonly inside?: string;
}

/**
 * The chain of facts that something follows from, as text; places are written `path:line:column`, relative to the
 * project folder. Null when there is no project at this URI.
 */
export const WHY: RequestMessage<WhyQuestion, WhyAnswer | null> = { method: 'tenon/why' };
