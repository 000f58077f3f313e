/**
 * Elements of a template belong to whatever is made from it: every qualified name that begins with the
 * template's begins with the instance's afterwards. Only plain data is walked, and nothing is changed in place.
 */
export function reroot<T>(value: T, from: string, to: string): T {
  return walk(value, from, to) as T;
}

const NAMES: ReadonlySet<string> = new Set(['qualifiedName', 'element']);

function walk(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const named =
        NAMES.has(key) && typeof inner === 'string' && (inner === from || inner.startsWith(`${from}.`));
      return [key, named ? to + inner.slice(from.length) : walk(inner, from, to)];
    }),
  );
}
