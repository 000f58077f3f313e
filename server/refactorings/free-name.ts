import { isImportStatement, NameScope, nameOf, RESERVED_WORDS, type Project, type ProjectFile } from '../../language/index.ts'; // prettier-ignore
import type { WordIndex } from '../names/word-index.ts';
import { nodesIn } from '../text/nodes-in.ts';

/**
 * The first of some names that a new declaration of a file can have: none that something is called already where
 * the file's package is seen, and no word that is written there as a value, since that would get another meaning.
 */
export function freeName(
  candidates: readonly string[],
  file: ProjectFile,
  { project, words }: { readonly project: Project; readonly words: WordIndex },
): string {
  const isFree = (name: string): boolean =>
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) &&
    !RESERVED_WORDS.has(name) &&
    !isTaken(name, file, project, words);
  const known = candidates.find(isFree);
  if (known !== undefined) return known;
  const base = candidates.at(-1) ?? 'value';
  for (let number = 2; ; number++) if (isFree(`${base}_${number}`)) return `${base}_${number}`;
}

function isTaken(name: string, file: ProjectFile, project: Project, words: WordIndex): boolean {
  const own = file.symbols.package;
  if (new NameScope(project.analysis.project, file.symbols).lookupOutside(name)) return true;
  return words.filesWith([name], project).some((path) => {
    const other = project.files.get(path)!;
    const seesPackage =
      other.symbols.package === own ||
      other.symbols.imports.some(({ package: from, names }) => from === own && names.length === 0);
    return seesPackage && (other === file || other.text.includes(name)) && isWritten(name, other);
  });
}

/** Whether a word is written where it could mean a declaration: as a value, in a text or an import, or as a name. */
function isWritten(name: string, { ast, text }: ProjectFile): boolean {
  if (new RegExp(String.raw`\$\{\s*${name}\b`, 'u').test(text)) return true;
  return nodesIn(ast).some((node) => {
    const named = node as { readonly name?: string; readonly variable?: string };
    switch (node.$type) {
      case 'Entry':
        return false;
      case 'ImportedName':
        return isImportStatement(node.$container) && nameOf(named.name ?? '') === name;
      default:
        return named.name === name || named.variable === name;
    }
  });
}
