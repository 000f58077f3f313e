import { VOCABULARY, type Project, type Symbol } from '../../../language/index.ts';
import { matchName } from './name-match.ts';

/** More than this nobody reads; typing on finds the others. */
export const MOST_SYMBOLS = 200;

interface Found {
  readonly symbol: Symbol;
  readonly score: number;
}

/**
 * Declarations whose names fit what was typed, best first. Words before the last one say which: `serving api`
 * finds what an area declares, `model net` a kind, `fraud net` what stands in a package.
 */
export function findSymbols(projects: readonly Project[], query: string): Symbol[] {
  const words = query.toLowerCase().split(/[\s.:]+/u).filter((word) => word !== '');
  const typed = words.pop() ?? '';
  const found: Found[] = [];
  for (const project of projects) {
    for (const { symbols } of project.files.values()) {
      for (const symbol of symbols.declared) look(symbol, typed, words, found);
    }
  }
  return found
    .sort((a, b) => b.score - a.score || compare(a.symbol.qualifiedName, b.symbol.qualifiedName))
    .slice(0, MOST_SYMBOLS)
    .map(({ symbol }) => symbol);
}

function look(symbol: Symbol, typed: string, words: readonly string[], found: Found[]): void {
  const score = symbol.name === '' ? undefined : typed === '' ? 0 : matchName(symbol.name, typed);
  // What stands at the top of a file is meant more often than what is inside.
  if (score !== undefined && words.every((word) => belongsTo(symbol, word))) {
    found.push({ symbol, score: symbol.parent ? score : score + 30 });
  }
  // Before anything was typed, the insides would only hide what there is.
  if (typed !== '' || words.length > 0) for (const member of symbol.all) look(member, typed, words, found);
}

const belongsTo = (symbol: Symbol, word: string): boolean =>
  symbol.kind.startsWith(word) || areaOf(symbol).startsWith(word) || containerOf(symbol).toLowerCase().includes(word);

/** The part of the work that a kind of element belongs to, such as serving. */
export function areaOf(symbol: Symbol): string {
  for (let each: Symbol | undefined = symbol; each; each = each.parent) {
    const area = VOCABULARY.nouns.get(each.kind)?.area;
    if (area !== undefined) return area;
  }
  return '';
}

export const containerOf = ({ qualifiedName, name }: Symbol): string => qualifiedName.slice(0, -name.length - 1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
