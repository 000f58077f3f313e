import type { Position, Range } from 'vscode-languageserver';
import { bindingRange, syntaxAt, whereIs, type FileSymbols, type Symbol } from '../../language/index.ts';
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

/** A name at a place of a file, and what it means. */
export interface NameAtPlace {
  readonly range: Range;
  /** Several when an import brings elements of different kinds with one name. */
  readonly symbols: readonly Symbol[];
}

export function nameAt(model: ModelFile, position: Position): NameAtPlace | undefined {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  if (place?.property === undefined) return undefined;
  const range = {
    start: model.document.positionAt(place.start),
    end: model.document.positionAt(place.end),
  };
  // A text can hold several names between characters that mean nothing.
  const bound = model.checked.bindings.filter(
    (binding) =>
      binding.node === place.node &&
      binding.property === place.property &&
      (!binding.span || holds(bindingRange(binding), position)),
  );
  const [first] = bound;
  if (first) {
    const symbols = [...new Set(bound.map(({ symbol }) => symbol))];
    return { range: first.span ? bindingRange(first) : range, symbols };
  }
  const declared = place.property === 'name' ? symbolOfNode(model.file.symbols, place.node) : undefined;
  return declared && { range, symbols: [declared] };
}

/** A name inside a text stands in one line; the place behind its last letter belongs to it. */
const holds = ({ start, end }: Range, { line, character }: Position): boolean =>
  line === start.line && character >= start.character && character <= end.character;

export const symbolsAt = (model: ModelFile, position: Position): readonly Symbol[] =>
  nameAt(model, position)?.symbols ?? [];

/** Where a file names a declaration. */
export function occurrencesIn(model: ModelFile, symbols: readonly Symbol[]): Occurrence[] {
  const result: Occurrence[] = [];
  for (const symbol of symbols) {
    if (!symbol.file.library && symbol.file.path === model.path) {
      result.push({ range: whereIs(symbol.node, 'name'), isDeclaration: true });
    }
  }
  const seen = new Set<string>();
  for (const binding of model.checked.bindings) {
    if (!symbols.includes(binding.symbol)) continue;
    const range = bindingRange(binding);
    const place = `${range.start.line}:${range.start.character}`;
    // A value may be read more than once, as itself and inside a list.
    if (seen.has(place)) continue;
    seen.add(place);
    result.push({ range, isDeclaration: false });
  }
  return result;
}
