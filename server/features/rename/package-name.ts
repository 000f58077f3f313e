import type { Position } from 'vscode-languageserver';
import {
  isImportStatement,
  isPackageStatement,
  nameOf,
  printName,
  syntaxAt,
  whereIs,
  type ProjectFile,
  type Range,
} from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { RenameEdit } from './rename-plan.ts';

/** One segment of a package's name, such as `fraud` in `shop.fraud.models`. */
export interface PackageSegment {
  readonly name: string;
  readonly range: Range;
  /** The segments up to this one. */
  readonly path: readonly string[];
}

/** The segment at a place of a `package` or `import` statement. */
export function packageAt(model: ModelFile, position: Position): PackageSegment | undefined {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  const isName =
    (isPackageStatement(place?.node) && place.property === 'name') ||
    (isImportStatement(place?.node) && place.property === 'package');
  if (!place || !isName) return undefined;
  return segmentsOf(model.file).find(({ range }) => contains(range, position));
}

const contains = ({ start, end }: Range, { line, character }: Position): boolean =>
  line === start.line && character >= start.character && character <= end.character;

/** Renames one segment in every file of the packages that begin with it. Language and library are not asked. */
export function packageEdits(model: ModelFile, segment: PackageSegment, newName: string): RenameEdit[] {
  const { project, host } = model;
  const edits: RenameEdit[] = [];
  const last = segment.path.length - 1;
  for (const path of host.words.filesWith([segment.name], project)) {
    const file = project.files.get(path)!;
    for (const each of segmentsOf(file)) {
      const isSame =
        each.path.length === last + 1 && each.path.every((name, index) => name === segment.path[index]);
      if (isSame) edits.push({ file: path, range: each.range, newText: printName(newName), part: 'package' });
    }
  }
  return edits;
}

/** Every segment of the package names that a file writes. */
export function segmentsOf({ ast }: ProjectFile): PackageSegment[] {
  return ast.statements.flatMap((statement) => {
    if (isPackageStatement(statement)) return segmentsIn(statement, 'name');
    return isImportStatement(statement) ? segmentsIn(statement, 'package') : [];
  });
}

function segmentsIn(node: Parameters<typeof whereIs>[0], property: string): PackageSegment[] {
  const written = node.$cstNode && (node as unknown as Record<string, unknown>)[property];
  if (typeof written !== 'string') return [];
  const { start } = whereIs(node, property);
  const text = node.$cstNode!.text.slice(columnsBefore(node, start));
  const path: string[] = [];
  let offset = 0;
  const segments: PackageSegment[] = [];
  for (const match of text.matchAll(/`[^`\r\n]*`|[\p{L}\p{N}_]+/gu)) {
    if (path.length === written.split('.').length) break;
    const [word] = match;
    offset = match.index;
    path.push(nameOf(word));
    const character = start.character + offset;
    const range = { start: { line: start.line, character }, end: { line: start.line, character: character + word.length } }; // prettier-ignore
    segments.push({ name: nameOf(word), range, path: [...path] });
  }
  return segments;
}

/** The name stands in the line of its keyword. */
const columnsBefore = (node: Parameters<typeof whereIs>[0], { character }: Position): number =>
  character - whereIs(node).start.character;
