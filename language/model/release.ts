import type { DataType } from '../types/data-type.ts';
import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Origin, Sourced } from './origin.ts';

export type ParameterValue =
  number | string | boolean | Quantity | { readonly from: number; readonly to: number };

/** A value that environments and the command line may set. */
export interface Parameter extends Element<'param'> {
  readonly type: DataType;
  /** Absent when this environment gives it no value. */
  readonly value?: Sourced<ParameterValue>;
  /** Smallest and largest value, or the values that are allowed. */
  readonly allowed?: { readonly from: number; readonly to: number } | readonly ParameterValue[];
}

/** A named set of overrides. */
export interface Environment extends Element<'environment'> {
  readonly extends?: Ref<'environment'>;
}

/** What is put where, and with which targets. */
export interface Deployment extends Element<'deployment'> {
  readonly environment?: Ref<'environment'>;
  readonly uses: readonly Ref[];
  readonly emit: readonly { readonly target: string; readonly origin: Origin }[];
}
