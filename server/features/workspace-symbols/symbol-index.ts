import { VOCABULARY, type Project, type ProjectFile, type Symbol } from '../../../language/index.ts';
import { lettersOf, matchName } from './name-match.ts';

/** More than this nobody reads; typing on finds the others. */
export const MOST_SYMBOLS = 200;

interface Entry {
  readonly symbol: Symbol;
  readonly lower: string;
  readonly letters: number;
}

/** The names of the projects' files, prepared for search; a file is read again only after it was set again. */
export class SymbolIndex {
  readonly #entries = new WeakMap<ProjectFile, readonly Entry[]>();

  /**
   * Declarations whose names fit what was typed, best first. Words before the last one say which: `serving api`
   * finds what an area declares, `model net` a kind, `fraud net` what stands in a package.
   */
  find(projects: readonly Project[], query: string): Symbol[] {
    const words = query
      .toLowerCase()
      .split(/[\s.:]+/u)
      .filter((word) => word !== '');
    const typed = words.pop() ?? '';
    const found: { readonly symbol: Symbol; readonly score: number }[] = [];
    const letters = lettersOf(typed);
    for (const project of projects) {
      for (const file of project.files.values()) {
        for (const { symbol, lower, letters: own } of this.#entriesOf(file)) {
          // Most names lack a letter of what was typed.
          if ((own & letters) !== letters) continue;
          // Before anything was typed, the insides would only hide what there is.
          if (typed === '' && words.length === 0 && symbol.parent) continue;
          const score = typed === '' ? 0 : matchName(symbol.name, lower, typed);
          if (score === undefined || !words.every((word) => belongsTo(symbol, word))) continue;
          // What stands at the top of a file is meant more often than what is inside.
          found.push({ symbol, score: symbol.parent ? score : score + 30 });
        }
      }
    }
    const least = found.map(({ score }) => score).sort((a, b) => b - a)[MOST_SYMBOLS - 1] ?? -Infinity;
    return found
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || compare(a.symbol.qualifiedName, b.symbol.qualifiedName))
      .slice(0, MOST_SYMBOLS)
      .map(({ symbol }) => symbol);
  }

  #entriesOf(file: ProjectFile): readonly Entry[] {
    const known = this.#entries.get(file);
    if (known) return known;
    const entries: Entry[] = [];
    const add = (symbol: Symbol): void => {
      const lower = symbol.name.toLowerCase();
      if (symbol.name !== '') entries.push({ symbol, lower, letters: lettersOf(lower) });
      symbol.all.forEach(add);
    };
    file.symbols.declared.forEach(add);
    this.#entries.set(file, entries);
    return entries;
  }
}

const belongsTo = (symbol: Symbol, word: string): boolean =>
  symbol.kind.startsWith(word) ||
  areaOf(symbol).startsWith(word) ||
  containerOf(symbol).toLowerCase().includes(word);

/** The part of the work that a kind of element belongs to, such as serving. */
export function areaOf(symbol: Symbol): string {
  for (let each: Symbol | undefined = symbol; each; each = each.parent) {
    const area = VOCABULARY.nouns.get(each.kind)?.area;
    if (area !== undefined) return area;
  }
  return '';
}

export const containerOf = ({ qualifiedName, name }: Symbol): string =>
  qualifiedName.slice(0, -name.length - 1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
