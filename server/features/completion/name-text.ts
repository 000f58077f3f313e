import { printName, printType, type DataType, type Syntax } from '../../../language/index.ts';

/** A name that is no plain word is written in backticks, and found without them. */
export const inBackticks = (name: string): { readonly insert?: string } => {
  const written = printName(name);
  return written === name ? {} : { insert: written };
};

export const typeDetail = (type: DataType): string | undefined =>
  type.kind === 'unknown' ? undefined : printType(type);

/** The names of `a.b.c`; undefined for anything else. */
export function pathOf(node: Syntax.Expression | undefined): string[] | undefined {
  if (node?.$type === 'NameRef') return [node.name];
  if (node?.$type === 'Version') return pathOf(node.receiver);
  const above = node?.$type === 'Member' ? pathOf(node.receiver) : undefined;
  return above && node?.$type === 'Member' ? [...above, node.member] : undefined;
}
