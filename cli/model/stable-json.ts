/** Keys that say what a thing is come first; the others are sorted, so that a diff shows only what changed. */
const FIRST = ['kind', 'node', 'action', 'verb', 'name', 'qualifiedName'];

/** JSON with two blanks, whose order of keys depends on nothing but their names. */
export const stableJson = (value: unknown): string => `${JSON.stringify(value, sorted, 2)}\n`;

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)));
}

const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
