import { replace, type Replacement } from '../replacement.ts';
import { isOwn } from '../own-place.ts';
import type { Comparison } from './comparison.ts';

/** Puts another limit in place of the one that is written; nothing when a parameter gives it. */
export function changeLimit(
  { role, origin, limit, expression }: Comparison,
  text: string,
  preferred = false,
): readonly Replacement[] {
  if (!isOwn(expression.origin) || (expression.parameters?.length ?? 0) > 0) return [];
  const title = `Change to ${text}`;
  if (role === 'promise') return [replace(title, origin, text, preferred)];
  const written = typeof limit === 'number' ? String(limit) : limit.text;
  const at = expression.text.lastIndexOf(written);
  if (at < 0) return [];
  const changed = `${expression.text.slice(0, at)}${text}${expression.text.slice(at + written.length)}`;
  return [replace(title, expression.origin, `keep ${changed}`, preferred)];
}
