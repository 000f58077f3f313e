import type { Position, Range } from 'vscode-languageserver';
import { syntaxAt, whereIs, type FileSymbols, type Symbol } from '../../language/index.ts';
import type { ModelFile } from '../workspace/model-file.ts';

/** A place of a file that means a declaration. */
export interface Occurrence {
  readonly range: Range;
  /** The place is where the name is declared. */
  readonly isDeclaration: boolean;
}

/** The symbol that a syntax node declares. */
export function symbolOfNode(symbols: FileSymbols, node: unknown): Symbol | undefined {
  const find = (all: readonly Symbol[]): Symbol | undefined => {
    for (const symbol of all) {
      const found = symbol.node === node ? symbol : find(symbol.all);
      if (found) return found;
    }
    return undefined;
  };
  return find(symbols.declared);
}

/** What the name at a place means; several when an import brings elements of different kinds with one name. */
export function symbolsAt(model: ModelFile, position: Position): readonly Symbol[] {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  if (place?.property === undefined) return [];
  const bound = model.checked.bindings
    .filter(({ node, property }) => node === place.node && property === place.property)
    .map(({ symbol }) => symbol);
  if (bound.length > 0) return [...new Set(bound)];
  const declared = place.property === 'name' ? symbolOfNode(model.file.symbols, place.node) : undefined;
  return declared ? [declared] : [];
}

/** Where a file names a declaration. */
export function occurrencesIn(model: ModelFile, symbols: readonly Symbol[]): Occurrence[] {
  const result: Occurrence[] = [];
  for (const symbol of symbols) {
    if (!symbol.file.library && symbol.file.path === model.path) {
      result.push({ range: whereIs(symbol.node, 'name'), isDeclaration: true });
    }
  }
  const seen = new Set<unknown>();
  for (const { node, property, symbol } of model.checked.bindings) {
    // A value may be read more than once, as itself and inside a list.
    if (!symbols.includes(symbol) || seen.has(node)) continue;
    seen.add(node);
    result.push({ range: whereIs(node, property), isDeclaration: false });
  }
  return result;
}
