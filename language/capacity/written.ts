import type { Value } from '../scoping/value.ts';
import type { Sourced } from '../model/origin.ts';
import type { Block } from '../model/lowering/block.ts';
import type { Setting } from '../model/learning.ts';
import { DIMENSIONS } from '../types/unit-table.ts';
import { anything } from '../vocabulary/value-type.ts';
import { known, notKnown, type NotKnown, type Term } from './working.ts';

const ANYTHING = anything();

/** A resolved number as a term. */
export const sourced = (name: string, { value, origin }: Sourced<number>, unit = ''): Term =>
  known(name, value, unit, {
    origin,
    ...(origin.layer === 'default' ? { because: 'the default of the language' } : {}),
  });

/** The value of a statement `name: …`, of the layer that was written last. */
export function writtenValue(
  block: Block | undefined,
  name: string,
): { readonly value: Value; readonly origin: Term['origin'] } | undefined {
  const entry = block?.entries(name).at(-1);
  const value = entry?.node.value && entry.in.reader.silently().read(ANYTHING, entry.node.value);
  return block && entry && value ? { value, origin: block.originOf(entry.node, entry.in, name) } : undefined;
}

/** A number that stands in a block as `name: 80`, `name: 8B` or `name: 10MB`, or what to write so that it does. */
export function writtenNumber(
  block: Block | undefined,
  name: string,
  { called = name, unit = '', example = '…' }: { called?: string; unit?: string; example?: string } = {},
): Term | NotKnown {
  const written = writtenValue(block, name);
  const value = written && numberOf(written.value);
  return written && value !== undefined
    ? known(called, value, unit, written.origin ? { origin: written.origin } : {})
    : notKnown(called, 'nothing in the model says it', `${name}: ${example}`);
}

/**
 * The number of a value. Of models `8B` is said for 8 · 10⁹ weights; the unit table reads it as bytes, so the text
 * decides where it can only be a count.
 */
function numberOf(value: Value): number | undefined {
  if (value.is === 'number') return value.number;
  if (value.is !== 'quantity') return undefined;
  const { quantity } = value;
  if (quantity.dimension === 'bytes' && /[0-9]\s*B$/u.test(quantity.text)) return quantity.value * 1e9;
  // `2GB/s` is a rate of something called GB.
  const bytes = quantity.of === undefined ? undefined : BYTE_UNITS[quantity.of];
  return quantity.dimension === 'rate' && bytes !== undefined ? quantity.value * bytes : quantity.value;
}

const BYTE_UNITS = DIMENSIONS.find(({ name }) => name === 'bytes')!.units;

/** A word, a name or a text that stands in a block. */
export function writtenWord(block: Block | undefined, name: string): string | undefined {
  const value = writtenValue(block, name)?.value;
  if (value?.is === 'word') return value.word;
  if (value?.is === 'text') return value.text;
  return value?.is === 'reference' ? value.symbol.name : undefined;
}

export const settingOf = (settings: readonly Setting[], name: string): Setting | undefined =>
  settings.findLast((setting) => setting.name === name);
