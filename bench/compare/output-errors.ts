import type { FilledTensor, TensorData } from '../inputs/fill-tensors.ts';

/** How precisely a model calculates; it says how far its outputs may be from those of single precision. */
export type Precision = 'float32' | 'float16' | 'int8';

/** How far one output is from the reference. */
export interface OutputErrors {
  readonly output: string;
  readonly dtype: string;
  readonly elements: number;
  /** Largest and mean distance, as shares of the largest absolute value of the reference; for texts and whole numbers
   * the share of elements that differ. */
  readonly max: number;
  readonly mean: number;
  readonly tolerance: Tolerance;
  readonly agrees: boolean;
  /** Why it does not, as a sentence. */
  readonly reason?: string;
}

export interface Tolerance {
  readonly max: number;
  readonly mean: number;
}

/**
 * Shares of the largest absolute value of an output. Single precision differs between devices by the order of sums;
 * half precision keeps eleven bits; eight-bit weights move outputs by percents, and whether that matters only labelled
 * rows can tell.
 */
export const tolerances: Readonly<Record<Precision, Tolerance>> = {
  float32: { max: 1e-3, mean: 1e-4 },
  float16: { max: 1e-2, mean: 2e-3 },
  int8: { max: 0.25, mean: 0.05 },
};

/** Share of whole numbers or texts that may differ: classes flip where two are nearly as likely. */
const discrete: Readonly<Record<Precision, number>> = { float32: 0, float16: 0.01, int8: 0.05 };

/** Holds outputs against those of a reference that got the same inputs. Outputs that one of them lacks disagree. */
export function outputErrors(
  reference: readonly FilledTensor[],
  candidate: readonly FilledTensor[],
  precision: Precision,
): readonly OutputErrors[] {
  const names = new Set([...reference, ...candidate].map(({ name }) => name));
  return [...names].map((name) => {
    const [ours, theirs] = [reference, candidate].map((all) => all.find((each) => each.name === name));
    if (ours === undefined || theirs === undefined)
      return disagreement(name, (ours ?? theirs)!, `Only one of the two has the output ${name}.`, precision);
    if (ours.shape.join() !== theirs.shape.join()) {
      const shapes = `[${ours.shape.join(', ')}] and [${theirs.shape.join(', ')}]`;
      return disagreement(name, theirs, `The output ${name} has the shapes ${shapes}.`, precision);
    }
    return compareOne(ours, theirs, precision);
  });
}

function compareOne(reference: FilledTensor, candidate: FilledTensor, precision: Precision): OutputErrors {
  const isFloat = reference.dtype.startsWith('float') && candidate.dtype.startsWith('float');
  const [a, b] = [valuesOf(reference), valuesOf(candidate)];
  const { max, mean } = isFloat ? distances(a as Float64Array, b as Float64Array) : differing(a, b);
  // An output of half precision can't be nearer than half precision, whatever the model is made of.
  const worst =
    isFloat && [reference, candidate].some(({ dtype }) => dtype === 'float16') ? 'float16' : 'float32';
  const allowed = isFloat
    ? tolerances[precision === 'float32' ? worst : precision]
    : { max: discrete[precision], mean: discrete[precision] };
  const agrees = max <= allowed.max && mean <= allowed.mean;
  return {
    output: candidate.name,
    dtype: candidate.dtype,
    elements: b.length,
    max,
    mean,
    tolerance: allowed,
    agrees,
    ...(agrees ? {} : { reason: reasonFor(candidate.name, isFloat, max, mean, allowed) }),
  };
}

function reasonFor(name: string, isFloat: boolean, max: number, mean: number, allowed: Tolerance): string {
  if (!isFloat) return `${percent(max)} of the output ${name} differ; ${percent(allowed.max)} may.`;
  if (!Number.isFinite(max))
    return `The output ${name} is not a number where the reference is one, or the other way round.`;
  return max > allowed.max
    ? `The output ${name} is off by up to ${percent(max)} of its largest value; ${percent(allowed.max)} are allowed.`
    : `The output ${name} is off by ${percent(mean)} of its largest value in the mean; ${percent(allowed.mean)} are allowed.`;
}

function disagreement(
  name: string,
  { dtype, shape }: FilledTensor,
  reason: string,
  precision: Precision,
): OutputErrors {
  const elements = shape.reduce((product, size) => product * size, 1);
  const tolerance = tolerances[precision];
  return { output: name, dtype, elements, max: Infinity, mean: Infinity, tolerance, agrees: false, reason };
}

/** As shares of the reference's largest absolute value. Equal infinities and NaN at the same place are no distance. */
function distances(reference: Float64Array, candidate: Float64Array): { max: number; mean: number } {
  let scale = 0;
  for (const value of reference) if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
  let max = 0;
  let sum = 0;
  for (let index = 0; index < reference.length; index++) {
    const [a, b] = [reference[index] as number, candidate[index] as number];
    if (Object.is(a, b) || a === b) continue;
    const distance = Math.abs(a - b);
    if (!Number.isFinite(distance)) return { max: Infinity, mean: Infinity };
    max = Math.max(max, distance);
    sum += distance;
  }
  const unit = scale === 0 ? 1 : scale;
  return { max: max / unit, mean: reference.length === 0 ? 0 : sum / reference.length / unit };
}

function differing(a: ArrayLike<unknown>, b: ArrayLike<unknown>): { max: number; mean: number } {
  let count = 0;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) count++;
  const share = a.length === 0 ? 0 : count / a.length;
  return { max: share, mean: share };
}

/** Floats as numbers; everything else as it is, to be compared for equality. */
export function valuesOf({ dtype, data }: FilledTensor): Float64Array | Exclude<TensorData, Float64Array> {
  if (dtype === 'float16') return Float64Array.from(data as Uint16Array, float16Value);
  return dtype.startsWith('float') ? Float64Array.from(data as Float32Array) : data;
}

/** The number whose IEEE half-precision bits these are. */
export function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const percent = (share: number): string =>
  share > 0 && share < 0.001
    ? `${(share * 100).toPrecision(1)} %`
    : `${Number((share * 100).toPrecision(3))} %`;
