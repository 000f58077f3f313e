import type { CompositeCstNode, CstNode } from 'langium';
import { isImportStatement, isPackageStatement, type File, type Statement } from '../generated/ast.ts';
import type { ParsedFile, SyntaxProblem } from './index.ts';
import { moveSyntax, rootOf } from './move-syntax.ts';

/** A text, as far as it is the same as another one. */
interface Change {
  /** Characters that are the same at the beginning. */
  readonly start: number;
  /** Where the same end begins in the text from before. */
  readonly end: number;
}

/**
 * Parses an edited text by parsing only the statements that were touched. All others stay the same nodes, moved to
 * where they stand now; `before` is used up. Undefined where the whole text has to be parsed: there were or there are
 * problems, the head of the file changed, or most of the text did.
 *
 * Whole lines are parsed anew, from behind the last statement that ends above the edit to the end of the first one
 * that ends below it, so that also the comments above a statement belong to what is kept or not kept with it.
 */
export function reparse(
  before: ParsedFile,
  oldText: string,
  text: string,
  parse: (text: string) => ParsedFile,
): ParsedFile | undefined {
  const { file } = before;
  const root = file.$cstNode as CompositeCstNode | undefined;
  if (!root || !before.isWhole) return undefined;
  const { statements } = file;
  const change = changeOf(oldText, text);
  // One more on each side: a broken statement may reach into the next one, and what stands before it is part of what is said about it.
  const first = wholeLines(statements, oldText, statementsBefore(statements, oldText, change.start) - 1);
  const last = statementsUpTo(
    statements,
    statementsUpTo(statements, first, oldText, change.end),
    oldText,
    change.end,
  );
  const start = first === 0 ? 0 : lineEndAfter(oldText, endOf(statements[first - 1]!));
  const oldEnd =
    last === statements.length ? oldText.length : lineEndAfter(oldText, endOf(statements[last - 1]!));
  const end = oldEnd + text.length - oldText.length;
  if (2 * (oldEnd - start) > oldText.length || statements.slice(first, last).some(isHead)) return undefined;

  const part = parse(text.slice(start, end));
  if (!part.isWhole || part.file.statements.some(isHead) || isOpenAtEnd(part, end - start)) return undefined;
  const content = part.file.$cstNode ? (part.file.$cstNode as CompositeCstNode).content : [];
  const above = root.content.filter((node) => node.offset < start);
  const below = root.content.filter((node) => node.offset >= oldEnd);
  const lines = lineEnds(text, 0, start);
  const newLines = lineEnds(text, start, end) - lineEnds(oldText, start, oldEnd);
  moveSyntax(content, start, lines);
  moveSyntax(below, text.length - oldText.length, newLines);
  const now = [...statements.slice(0, first), ...part.file.statements, ...statements.slice(last)];
  const problems = [
    ...before.problems.filter(({ offset }) => offset < start),
    ...part.problems.map((problem) => movedProblem(problem, start, lines)),
    ...before.problems
      .filter(({ offset }) => offset >= oldEnd)
      .map((problem) => movedProblem(problem, text.length - oldText.length, newLines)),
  ];
  const newRoot = rootOf(root, [...above, ...content, ...below], text);
  return { file: fileOf(file, newRoot, now), problems, isWhole: true };
}

/** What is missing at the end of the part may stand in what follows it. */
const isOpenAtEnd = ({ problems }: ParsedFile, length: number): boolean =>
  problems.some((problem) => problem.length === 0 && problem.offset >= length);

const movedProblem = (problem: SyntaxProblem, offset: number, lines: number): SyntaxProblem => ({
  ...problem,
  offset: problem.offset + offset,
  range: {
    start: { ...problem.range.start, line: problem.range.start.line + lines },
    end: { ...problem.range.end, line: problem.range.end.line + lines },
  },
});

function changeOf(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { start, end: before.length - same };
}

/** How many statements end, with their line, above an offset, and share no line with the next one. */
function statementsBefore(statements: readonly Statement[], text: string, offset: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(statements[middle]!) < offset) low = middle + 1;
    else high = middle;
  }
  while (low > 0 && lineEndAfter(text, endOf(statements[low - 1]!)) > offset) low--;
  return low;
}

/** The number of statements that are at most so many and share no line with the next one. */
function wholeLines(statements: readonly Statement[], text: string, most: number): number {
  let count = Math.max(0, most);
  while (count > 0 && !endsItsLine(statements, count - 1, text)) count--;
  return count;
}

/** The number of the statement behind the first one from `first` on whose line ends below an offset; all of them where there is none. */
function statementsUpTo(
  statements: readonly Statement[],
  first: number,
  text: string,
  offset: number,
): number {
  for (let index = first; index < statements.length; index++) {
    const end = endOf(statements[index]!);
    if (end < offset || !endsItsLine(statements, index, text)) continue;
    if (lineEndAfter(text, end) > offset) return index + 1;
  }
  return statements.length;
}

function endsItsLine(statements: readonly Statement[], index: number, text: string): boolean {
  const next = statements[index + 1];
  const end = lineEndAfter(text, endOf(statements[index]!));
  return text[end - 1] === '\n' && (!next || next.$cstNode!.offset >= end);
}

/** The offset behind the line feed that follows, or the end of the text. */
function lineEndAfter(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found + 1;
}

const endOf = (statement: Statement): number => statement.$cstNode!.end;

/** What stands in the head of a file decides what the names in all others mean. */
const isHead = (statement: Statement): boolean =>
  isPackageStatement(statement) || isImportStatement(statement);

/** Line ends as the lexer counts them. */
function lineEnds(text: string, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) count++;
  }
  return count;
}

function fileOf(before: File, root: CstNode, statements: Statement[]): File {
  const file: File = { ...before, statements };
  for (const [index, statement] of statements.entries()) {
    Object.assign(statement, { $container: file, $containerProperty: 'statements', $containerIndex: index });
  }
  Object.assign(file, { $cstNode: root });
  Object.assign(root, { astNode: file });
  return file;
}
