import type { DataType } from '../types/data-type.ts';
import { printType } from '../types/data-type.ts';
import { fit, lossesOf } from '../types/unify.ts';

/** What happens to a value on its way into another type, as a sentence; undefined when nothing does. */
export function castText(from: DataType, to: DataType): string | undefined {
  if (from.kind === 'unknown' || to.kind === 'unknown') return undefined;
  const result = fit(from, to);
  if (!result.fits) return `${printType(from)} does not fit into ${printType(to)}: ${result.misfit.text}.`;
  const losses = lossesOf(result);
  if (losses.length > 0) {
    return `${printType(from)} is cast to ${printType(to)}: ${losses.map(({ text }) => text).join('; ')}.`;
  }
  return result.casts.length > 0
    ? `${printType(from)} is cast to ${printType(to)}, and every value stays as it is.`
    : undefined;
}
