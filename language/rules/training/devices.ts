import { machinesOn } from '../../capacity/index.ts';
import type { Ref } from '../../model/element.ts';
import type { Origin } from '../../model/origin.ts';
import type { Reference } from '../../vocabulary/value-type.ts';
import type { Machine, MachineFacts, Pool } from '../../model/infrastructure.ts';
import type { ModelView } from '../model-view.ts';

/** The machines that something runs on, as far as they are of one known kind. */
export interface Devices {
  readonly on: Pool | Machine;
  readonly facts: MachineFacts;
}

/** Undefined when there are several kinds of machines, or when the catalogue does not know theirs. */
export function devicesOf(ground: Ref, model: ModelView): Devices | undefined {
  const [on, ...others] = machinesOn(model, ground);
  const isOneKind = others.every(({ machine }) => machine.value === on?.machine.value);
  return on?.facts && isOneKind ? { on, facts: on.facts } : undefined;
}

/** The same for what a clause such as `on l4_pool` names. */
export const devicesAt = (
  { value: { symbol }, origin }: { readonly value: Reference; readonly origin: Origin },
  model: ModelView,
): Devices | undefined =>
  devicesOf({ kind: symbol.kind, qualifiedName: symbol.qualifiedName, origin }, model);

/** GPU formats by the compute capability from which on NVIDIA GPUs compute with them. */
const FORMATS: Readonly<Record<string, number>> = { fp16: 5.3, bf16: 8.0, fp8: 8.9 };

/** What a GPU must be to compute with a format; undefined when it can, or when nothing is known of it. */
export function lacking(
  format: string,
  { facts }: Devices,
): { readonly needed: number; readonly has: number } | undefined {
  const needed = FORMATS[format];
  const has = facts.gpu?.computeCapability;
  return needed !== undefined && has !== undefined && has < needed ? { needed, has } : undefined;
}

/** `8` as NVIDIA writes it, `8.0`. */
export const capability = (value: number): string => value.toFixed(1);
