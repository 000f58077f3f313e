import { type Binding, type Project, type ProjectFile } from '../../language/index.ts';
import { expectedAt } from './expected.ts';

/** How the vocabulary calls values that name a column or a part. */
export const COLUMN_WORD = 'the name of a column';
export const PART_WORD = 'the name of a part';

/**
 * How it calls those that are words for a tool. The checks take any word in these places, and bind it when something
 * happens to be called so; what it means is decided by the rows, or it means nothing in the model.
 */
const PLAIN: ReadonlySet<string> = new Set([
  COLUMN_WORD,
  PART_WORD,
  'the name of an axis',
  'an axis of the mesh',
  'the name of a class',
  'the name of a layer',
  'the name of an element type',
  'an element type',
  'the letter of a zone, such as a',
]);

/** Whether a binding is meant by the author, and did not come about because a word is also a name of something. */
export function isMeant({ node, symbol }: Binding, { symbols }: ProjectFile, project: Project): boolean {
  if (node.$type !== 'NameRef' || symbol.kind === 'param' || symbol.kind === 'parameter') return true;
  const at = expectedAt(node, { symbols, project });
  if (at?.expected.is !== 'value' || at.inCall) return true;
  const { type } = at.expected;
  return !PLAIN.has((type.items ?? type).description);
}
