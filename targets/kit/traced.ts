import type { Cause } from './text.ts';

/** A value of an output tree with what caused it; the printers give the cause to the lines of the value. */
export class Traced<V> {
  readonly value: V;
  readonly cause: Cause;
  /** Comment above the value, for the syntaxes that have comments. */
  readonly comment: string | undefined;

  constructor(value: V, cause: Cause, comment?: string) {
    this.value = value;
    this.cause = cause;
    this.comment = comment;
  }
}

export const traced = <V>(value: V, cause: Cause, comment?: string): Traced<V> =>
  new Traced(value, cause, comment);
