import { LOCAL_ZONE, TIME_UNITS, type DataType, type ScalarName, type TimeUnit } from './data-type.ts';
import { loss, type Loss } from './losses.ts';

interface Whole {
  readonly bits: number;
  readonly signed: boolean;
}
interface Float {
  /** Digits of the significand in base 2, the hidden one included. */
  readonly digits: number;
  /** Largest exponent in base 2. */
  readonly exponent: number;
}

/** IEEE 754-2019 table 3.5; bfloat16 as Intel's "BFLOAT16 hardware numerics definition" (2018) has it. */
const FLOATS: Readonly<Partial<Record<ScalarName, Float>>> = {
  float16: { digits: 11, exponent: 15 },
  bfloat16: { digits: 8, exponent: 127 },
  float32: { digits: 24, exponent: 127 },
  float64: { digits: 53, exponent: 1023 },
};

function wholeOf(name: ScalarName): Whole | undefined {
  const match = /^(u?)int(\d+)$/.exec(name);
  return match ? { bits: Number(match[2]), signed: match[1] === '' } : undefined;
}

/** Base-2 digits that the numbers of a whole type have without their sign. */
const digitsOf = ({ bits, signed }: Whole): number => (signed ? bits - 1 : bits);

/**
 * What happens to one value on its way into another type: nothing, an exact change, or a loss. Undefined
 * when there is no way that everybody would expect, as from a text to a number. Null is not looked at.
 */
export function castScalar(from: DataType, to: DataType): 'same' | 'exact' | Loss | undefined {
  if (from.kind === 'decimal' || to.kind === 'decimal') return castDecimal(from, to);
  if (from.kind !== 'scalar' || to.kind !== 'scalar') return undefined;
  if (isTime(from) && isTime(to)) return castTime(from, to);
  if (from.name === to.name) return 'same';
  // True is 1 in every system; what is not 0 is true in some only.
  if (from.name === 'bool') return wholeOf(to.name) || FLOATS[to.name] ? 'exact' : undefined;
  return castNumber(from.name, to.name);
}

function castNumber(from: ScalarName, to: ScalarName): 'exact' | Loss | undefined {
  const [wholeFrom, wholeTo] = [wholeOf(from), wholeOf(to)];
  const [floatFrom, floatTo] = [FLOATS[from], FLOATS[to]];
  if (wholeFrom && wholeTo) {
    const fits = digitsOf(wholeFrom) <= digitsOf(wholeTo) && (wholeTo.signed || !wholeFrom.signed);
    return fits ? 'exact' : loss('overflow');
  }
  if (wholeFrom && floatTo) {
    if (digitsOf(wholeFrom) <= floatTo.digits) return 'exact';
    return digitsOf(wholeFrom) > floatTo.exponent
      ? loss('range')
      : loss('rounding', `whole numbers beyond 2^${floatTo.digits} are rounded`);
  }
  if (floatFrom && wholeTo) return loss('fraction');
  if (floatFrom && floatTo) {
    // Numbers beyond a float32 are hardly ever meant; those beyond a float16 are everyday ones.
    if (floatFrom.exponent > floatTo.exponent && to === 'float16') return loss('range');
    return floatFrom.digits > floatTo.digits
      ? loss('rounding', `numbers are rounded to ${Math.floor(floatTo.digits * Math.log10(2))} digits`)
      : 'exact';
  }
  return undefined;
}

/** Decimal digits that surely fit into a whole type. */
const WHOLE_DIGITS: Readonly<Record<number, number>> = {
  7: 2,
  8: 2,
  15: 4,
  16: 4,
  31: 9,
  32: 9,
  63: 18,
  64: 19,
};

function castDecimal(from: DataType, to: DataType): 'same' | 'exact' | Loss | undefined {
  if (from.kind === 'decimal' && to.kind === 'decimal') {
    if (from.precision === to.precision && from.scale === to.scale) return 'same';
    const fits = from.scale <= to.scale && from.precision - from.scale <= to.precision - to.scale;
    return fits ? 'exact' : loss('digits');
  }
  if (from.kind === 'decimal' && to.kind === 'scalar') {
    const whole = wholeOf(to.name);
    const float = FLOATS[to.name];
    if (whole) {
      if (from.scale > 0) return loss('fraction');
      return from.precision <= WHOLE_DIGITS[digitsOf(whole)]! ? 'exact' : loss('overflow');
    }
    // Most fractions of ten have no end in base 2.
    if (float)
      return from.scale === 0 && 10 ** from.precision <= 2 ** float.digits ? 'exact' : loss('rounding');
    return undefined;
  }
  if (from.kind === 'scalar' && to.kind === 'decimal') {
    const whole = wholeOf(from.name);
    const most = whole && digitsOf(whole) * Math.log10(2);
    if (most !== undefined) return most <= to.precision - to.scale ? 'exact' : loss('overflow');
    return FLOATS[from.name] ? loss('rounding') : undefined;
  }
  return undefined;
}

type Scalar = Extract<DataType, { kind: 'scalar' }>;

const TIMES: ReadonlySet<ScalarName> = new Set<ScalarName>(['date', 'timestamp', 'duration']);
const isTime = (type: Scalar): boolean => TIMES.has(type.name);

function castTime(from: Scalar, to: Scalar): 'same' | 'exact' | Loss | undefined {
  if ((from.name === 'duration') !== (to.name === 'duration')) return undefined;
  if (from.name === 'timestamp' && to.name === 'date') return loss('time-of-day');
  if (from.name === 'date') return to.name === 'date' ? 'same' : 'exact';
  const zones = [from.zone, to.zone];
  // A wall time says no moment, and no zone can be made up for it.
  if (zones.every((zone) => zone !== undefined) && zones.includes(LOCAL_ZONE) && from.zone !== to.zone) {
    return from.zone === LOCAL_ZONE ? undefined : loss('zone');
  }
  if (from.unit && to.unit && from.unit !== to.unit) return castUnit(from.unit, to.unit);
  return from.zone === to.zone || from.zone === undefined || to.zone === undefined ? 'same' : 'exact';
}

/** Nanoseconds in 64 bits reach only from 1677 to 2262. */
function castUnit(from: TimeUnit, to: TimeUnit): 'exact' | Loss {
  if (TIME_UNITS.indexOf(from) > TIME_UNITS.indexOf(to)) return loss('time-unit');
  return to === 'ns' ? loss('overflow') : 'exact';
}
