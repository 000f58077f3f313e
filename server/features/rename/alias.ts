import type { Position } from 'vscode-languageserver';
import {
  bindingRange,
  nameOf,
  printName,
  syntaxAt,
  whereIs,
  type Range,
  type Syntax,
} from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { RenameEdit } from './rename-plan.ts';

/** A name that only one file uses: `import shop.data.{ swipes as rows }`. */
export interface Alias {
  readonly name: string;
  readonly range: Range;
  readonly imported: Syntax.ImportedName;
}

/** The alias that stands at a place, in the import or where it is used. */
export function aliasAt(model: ModelFile, position: Position): Alias | undefined {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  if (place?.property === undefined) return undefined;
  const name = nameOf(place.text);
  const range = { start: model.document.positionAt(place.start), end: model.document.positionAt(place.end) };
  for (const { names } of model.file.symbols.imports) {
    const imported = names.find(({ alias }) => alias === name);
    if (!imported) continue;
    if (place.node === imported) return place.property === 'alias' ? { name, range, imported } : undefined;
    const isUse = usesOf(model, imported).some(({ start }) => same(start, range.start));
    return isUse ? { name, range, imported } : undefined;
  }
  return undefined;
}

const same = (a: Position, b: Position): boolean => a.line === b.line && a.character === b.character;

/** Where a file uses an alias. */
function usesOf({ checked, document }: ModelFile, imported: Syntax.ImportedName): Range[] {
  const symbols = checked.bindings.filter(({ node }) => node === imported).map(({ symbol }) => symbol);
  return checked.bindings
    .filter(({ node, symbol }) => node !== imported && symbols.includes(symbol))
    .map(bindingRange)
    .filter((range) => nameOf(document.getText(range)) === imported.alias);
}

export function aliasEdits(model: ModelFile, { imported }: Alias, newName: string): RenameEdit[] {
  const ranges = [whereIs(imported, 'alias'), ...usesOf(model, imported)];
  const seen = new Set<string>();
  return ranges.flatMap((range) => {
    const key = `${range.start.line}:${range.start.character}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ file: model.path, range, newText: printName(newName), part: 'name' as const }];
  });
}
