import { VOCABULARY, type Symbol } from '../../../language/index.ts';
import type { NameView } from './name-view.ts';

/**
 * What other packages declare of some kinds, in no order. Parts of a cloud can be imported by their own names. In a
 * large project these are thousands with each letter, hence the plain loops.
 */
export function importable(
  kinds: readonly string[],
  taken: ReadonlySet<string>,
  { project, symbols }: NameView,
): Symbol[] {
  const names = project.analysis.project;
  const found: Symbol[] = [];
  const add = (symbol: Symbol): void => {
    const { file } = symbol;
    if (file.package === symbols.package || file.library || file.package === '') return;
    if (!taken.has(symbol.name)) found.push(symbol);
  };
  for (const kind of kinds) for (const symbol of names.everyOfKind(kind)) add(symbol);
  const inClouds = new Set(kinds.filter((kind) => VOCABULARY.nouns.get(kind)?.area === 'infrastructure'));
  if (inClouds.size === 0) return found;
  const addParts = ({ members }: Symbol): void => {
    for (const part of members.values()) {
      if (inClouds.has(part.kind)) add(part);
      addParts(part);
    }
  };
  for (const cloud of names.everyOfKind('cloud')) addParts(cloud);
  return found;
}
