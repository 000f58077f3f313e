import type { Leaf } from './leaf.ts';

/** A value in both models; absent on the side that does not say it. */
export interface LeafPair {
  readonly property: string;
  readonly one?: Leaf;
  readonly other?: Leaf;
  readonly isSame: boolean;
}

/**
 * Values of one element in two models, side by side in the order of the first. Of several with one name those that
 * are equal belong together, then those that are about the same, then the rest in their order.
 */
export function pairLeaves(ones: readonly Leaf[], others: readonly Leaf[]): LeafPair[] {
  const rest = groupByProperty(others);
  const pairs: LeafPair[] = [];
  for (const [property, group] of groupByProperty(ones)) {
    pairs.push(...pairGroup(property, group, rest.get(property) ?? []));
    rest.delete(property);
  }
  for (const [property, group] of rest)
    pairs.push(...group.map((other): LeafPair => ({ property, other, isSame: false })));
  return pairs;
}

const RULES: readonly ((one: Leaf, other: Leaf) => boolean)[] = [
  (one, other) => one.key === other.key,
  (one, other) => one.about !== undefined && one.about === other.about,
  (one, other) => one.about === undefined && other.about === undefined,
];

function pairGroup(property: string, ones: readonly Leaf[], others: readonly Leaf[]): LeafPair[] {
  const partners = new Map<Leaf, Leaf>();
  const open = new Set(others);
  for (const fits of RULES) {
    for (const one of ones) {
      const found = partners.has(one) ? undefined : [...open].find((other) => fits(one, other));
      if (!found) continue;
      partners.set(one, found);
      open.delete(found);
    }
  }
  const pairs = ones.map((one): LeafPair => {
    const other = partners.get(one);
    return other ? { property, one, other, isSame: one.key === other.key } : { property, one, isSame: false };
  });
  return [...pairs, ...[...open].map((other): LeafPair => ({ property, other, isSame: false }))];
}

function groupByProperty(leaves: readonly Leaf[]): Map<string, Leaf[]> {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const group = groups.get(leaf.property);
    if (group) group.push(leaf);
    else groups.set(leaf.property, [leaf]);
  }
  return groups;
}
