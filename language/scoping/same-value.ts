/**
 * Whether two results say the same. Syntax, symbols, functions and objects of classes are the same only as
 * themselves; lists, maps, sets and plain objects when all in them is the same, in the same order.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const kind: unknown = Object.getPrototypeOf(a);
  if (kind !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a)) return sameItems(a, b as unknown[]);
  if (a instanceof Map) return sameItems([...a].flat(), [...(b as typeof a)].flat());
  if (a instanceof Set) return sameItems([...a], [...(b as typeof a)]);
  return kind === Object.prototype && !isIdentity(a) && sameProperties(a, b);
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => sameValue(item, b[index]));

function sameProperties(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/** Syntax nodes and symbols: what they say inside is compared by those who read it. */
const isIdentity = (value: object): boolean => '$type' in value || ('node' in value && 'members' in value);
