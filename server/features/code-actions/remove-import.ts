import {
  isImportStatement,
  syntaxAt,
  whereIs,
  type Diagnostic,
  type ProposedFix,
  type Range,
  type Syntax,
} from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Removes a name from its import, and the whole line with the last name. */
export function removeImport(finding: Diagnostic, model: ModelFile): ProposedFix[] {
  const { document } = model;
  const node = syntaxAt(model.file.ast, document.offsetAt(finding.range.start))?.node;
  if (node?.$type !== 'ImportedName' || !isImportStatement(node.$container)) return [];
  const imported = node as Syntax.ImportedName;
  const { names } = node.$container;
  const title = `Remove the import of ${imported.name}`;
  const remove = (range: Range): ProposedFix[] => [
    { title, edits: [{ file: finding.file, range, newText: '' }], preferred: true },
  ];
  if (names.length === 1) {
    const { start, end } = whereIs(node.$container);
    return remove({ start: { line: start.line, character: 0 }, end: { line: end.line + 1, character: 0 } });
  }
  const index = names.indexOf(imported);
  const own = whereIs(imported);
  // The comma behind it goes with it, or the one before the last name.
  if (index < names.length - 1) return remove({ start: own.start, end: whereIs(names[index + 1]!).start });
  return remove({ start: whereIs(names[index - 1]!).end, end: own.end });
}
