import { parse, relative, resolve } from 'node:path';

/**
 * Way from one folder to another, with forward slashes; empty when they are the same. Undefined when they have nothing
 * in common but the root: such a way would be right on one machine only.
 */
export function wayBetween(from: string, to: string): string | undefined {
  const { root } = parse(resolve(from));
  const [top] = relative(root, from).split(/[\\/]/u);
  const [otherTop] = relative(root, to).split(/[\\/]/u);
  if (parse(resolve(to)).root !== root || top !== otherTop) return undefined;
  return relative(from, to).replaceAll('\\', '/');
}
