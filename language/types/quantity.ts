import { DIMENSIONS, type DimensionName } from './unit-table.ts';

/** A number with a unit, kept in the base unit of its dimension. */
export interface Quantity {
  /** In the base unit: seconds, bytes, per second, ratio (0.2 for 20 %), times, hertz, watts … */
  readonly value: number;
  readonly dimension: DimensionName;
  /** For money and for counted things: `EUR`, `token`. */
  readonly of?: string;
  /** As written, such as `20ms`. */
  readonly text: string;
}

export type QuantityResult = { readonly quantity: Quantity } | { readonly problem: string };

const NUMBER_AND_UNIT = /^([0-9][0-9_]*(?:\.[0-9_]+)?(?:[eE][+-]?[0-9]+)?)\s*(.*)$/su;

/** Reads `20ms`, `500/s`, `99.9%`, `4GiB`, `2.10USD/h`, `3 times`. */
export function parseQuantity(text: string): QuantityResult {
  const match = NUMBER_AND_UNIT.exec(text.trim());
  if (!match) return { problem: `"${text}" is not a quantity.` };
  const amount = Number(match[1]!.replaceAll('_', ''));
  const unit = match[2]!.trim();
  for (const dimension of DIMENSIONS) {
    const factor = dimension.units[unit];
    if (factor !== undefined) {
      return { quantity: { value: amount * factor, dimension: dimension.name, text } };
    }
  }
  return parseCompound(amount, unit, text) ?? { problem: `"${unit}" is not a unit that Tenon knows.` };
}

/** `500/s`, `60/min`, `4_000token/s`, `8_000EUR/month`: something counted or paid, perhaps in a time. */
function parseCompound(amount: number, unit: string, text: string): QuantityResult | undefined {
  const slash = unit.indexOf('/');
  const counted = slash < 0 ? unit : unit.slice(0, slash);
  const per = slash < 0 ? undefined : unit.slice(slash + 1);
  const money = /^[A-Z]{3}$/.test(counted);
  if (per === undefined) {
    return money ? { quantity: { value: amount, dimension: 'money', of: counted, text } } : undefined;
  }
  const seconds = DURATION_UNITS[per];
  if (money) {
    if (seconds === undefined) return { quantity: { value: amount, dimension: 'price', of: counted, text } };
    return { quantity: { value: amount / seconds, dimension: 'spending', of: counted, text } };
  }
  if (seconds === undefined) return undefined;
  if (counted === '') return { quantity: { value: amount / seconds, dimension: 'rate', text } };
  if (/^[A-Za-z]+$/.test(counted)) {
    return { quantity: { value: amount / seconds, dimension: 'rate', of: counted, text } };
  }
  return undefined;
}

const DURATION_UNITS = DIMENSIONS.find((dimension) => dimension.name === 'duration')!.units;
