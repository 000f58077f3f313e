import type { whereIs } from '../../language/index.ts';

/** A node of the syntax tree. */
export type SyntaxNode = Parameters<typeof whereIs>[0];

/** A syntax node and every node below it, in the order of the file. */
export function nodesIn(root: object): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open: object[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node as SyntaxNode);
    const children: object[] = [];
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (key.startsWith('$')) continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof child === 'object' && child !== null && '$type' in child) children.push(child);
      }
    }
    open.push(...children.reverse());
  }
  return found;
}
