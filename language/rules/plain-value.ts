import type { Expression } from '../generated/ast.ts';
import type { Block, BlockLayer } from '../model/lowering/block.ts';
import type { Origin } from '../model/origin.ts';
import { replaceNode } from './edits.ts';
import type { Replacement } from './replacement.ts';

/** A value at the place where a fix may change it. */
export interface Written {
  readonly file: string;
  readonly node: Expression;
  readonly origin: Origin;
}

/**
 * The value of a property or setting, where it is written as it is. Undefined when nothing is written, when a
 * parameter gives it, or when it stands in a template, where a change would reach others.
 */
export function written(block: Block, name: string): Written | undefined {
  const last = block.entries(name).at(-1);
  if (!last?.node.value || !isPlain(last.node.value, last.in)) return undefined;
  return {
    file: last.in.reader.names.file.path,
    node: last.node.value,
    origin: block.originOf(last.node, last.in, name),
  };
}

/** Whether a value says what it is, without a parameter, and stands where only one element gets it from. */
export function isPlain(node: Expression, layer: BlockLayer): boolean {
  if (layer.layer === 'template') return false;
  switch (node.$type) {
    case 'NameRef': {
      const kind = layer.reader.names.lookup(node.name)?.kind;
      return kind !== 'param' && kind !== 'parameter' && kind !== 'let';
    }
    case 'List':
      return node.items.every((item) => isPlain(item, layer));
    case 'Binary':
      return node.operator === '..' && isPlain(node.left, layer) && isPlain(node.right, layer);
    case 'Unary':
      return isPlain(node.operand, layer);
    default:
      return /Literal$/u.test(node.$type) || node.$type === 'Member';
  }
}

/** Puts a text in the place of a value. */
export const change = (
  title: string,
  { file, node }: Pick<Written, 'file' | 'node'>,
  newText: string,
  preferred = false,
): Replacement => ({
  title,
  edits: [replaceNode(file, node, newText)],
  ...(preferred ? { preferred } : {}),
});

/** What a finding carries for its fixes; nothing when there are none. */
export function fixable(...replacements: readonly (Replacement | undefined)[]): {
  readonly data?: { readonly replacements: readonly Replacement[] };
} {
  const found = replacements.filter((each) => each !== undefined);
  return found.length > 0 ? { data: { replacements: found } } : {};
}
