import {
  CODES,
  compareText,
  isImportStatement,
  type CheckedFile,
  type ProjectFile,
  type Range,
  type Syntax,
  whereIs,
} from '../../../language/index.ts';
import { groupBy } from '../../text/group-by.ts';

/**
 * Imports sorted, one for each package, without names that nothing uses. Comments and other statements between
 * them part them into groups, which stay where they are.
 */
export function organizeImports(
  { ast, text }: ProjectFile,
  { problems, bindings }: CheckedFile,
): { range: Range; newText: string }[] {
  const unused = new Set<unknown>(
    problems.filter(({ code }) => code === CODES.unusedImport).map(({ node }) => node),
  );
  // A name may mean elements of several kinds; it goes when none of them is used.
  for (const node of [...unused]) {
    const meant = bindings.filter((binding) => binding.node === node).length;
    const idle = problems.filter((each) => each.node === node && each.code === CODES.unusedImport).length;
    if (idle < meant) unused.delete(node);
  }
  return groupsOf(ast, text).flatMap((group) => {
    const first = group[0]!.$cstNode!;
    const last = group.at(-1)!.$cstNode!;
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const newText = printed(group, unused).join(lineEnd);
    if (text.slice(first.offset, last.end) === newText) return [];
    const { start } = whereIs(group[0]!);
    const { end } = whereIs(group.at(-1)!);
    const range = newText === '' ? { start, end: behindLines(text, last.end, end) } : { start, end };
    return [{ range, newText }];
  });
}

/** Imports with nothing but space between them. A half-typed one belongs to no group. */
function groupsOf(ast: Syntax.File, text: string): Syntax.ImportStatement[][] {
  const groups: Syntax.ImportStatement[][] = [];
  let end: number | undefined;
  for (const statement of ast.statements) {
    const { $cstNode: cst } = statement;
    const isWhole = isImportStatement(statement) && cst && isPlain(statement, cst.text);
    if (!isWhole) {
      end = undefined;
      continue;
    }
    if (end !== undefined && /^\s*$/u.test(text.slice(end, cst.offset))) groups.at(-1)!.push(statement);
    else groups.push([statement]);
    end = cst.end;
  }
  return groups;
}

const isPlain = ({ package: name, names }: Syntax.ImportStatement, text: string): boolean =>
  (name as string | undefined) !== undefined &&
  names.every((each) => (each.name as string | undefined) !== undefined) &&
  !/\/\/|\/\*/u.test(text) &&
  (!text.includes('{') || text.trimEnd().endsWith('}'));

function printed(group: readonly Syntax.ImportStatement[], unused: ReadonlySet<unknown>): string[] {
  const byPackage = groupBy(group, (statement) => statement.package);
  return [...byPackage]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, statements]) => {
      const names = statements.flatMap((statement) => statement.names);
      const kept = names.filter((imported) => !unused.has(imported)).map(({ $cstNode }) => $cstNode!.text);
      const sorted = [...new Set(kept)].sort(compareText);
      if (sorted.length > 0) return [`import ${name}.{ ${sorted.join(', ')} }`];
      // An import of nothing says at least that the package is there.
      return names.length === 0 ? [`import ${name}`] : [];
    });
}

/** The empty lines behind a group that goes as a whole go with it. */
function behindLines(text: string, offset: number, end: Range['end']): Range['end'] {
  const lines = /^[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*/u.exec(text.slice(offset))?.[0];
  const count = lines?.match(/\r\n|\r|\n/gu)?.length ?? 0;
  return count === 0 ? end : { line: end.line + count, character: 0 };
}
