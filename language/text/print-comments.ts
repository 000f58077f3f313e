import { AstUtils } from 'langium';
import { isBody } from '../generated/ast.ts';
import type { Body, File, Statement } from '../generated/ast.ts';
import { lexFile, offsetsOf } from '../parser/index.ts';

/** What is written beside the statements: documentation (`///`) and comments, with their signs. */
export interface Comments {
  /** On lines of their own above a statement. */
  before(statement: Statement): readonly string[];
  /** At the end of its last line. */
  after(statement: Statement): string | undefined;
  /** Below the last statement of a body or file. */
  atEnd(body: Body | File): readonly string[];
}

const NO_COMMENTS: Comments = { before: () => [], after: () => undefined, atEnd: () => [] };

/**
 * The comments of a file that was parsed. A comment inside a statement moves above it, since what it stood
 * beside may be printed on another line.
 */
export function commentsOf(file: File): Comments {
  const text = file.$cstNode?.root.fullText;
  if (text === undefined) return NO_COMMENTS;
  const { comments } = lexFile(text);
  if (comments.length === 0) return NO_COMMENTS;
  const bodies = AstUtils.streamAst(file).filter(isBody).toArray();
  const before = new Map<Statement, string[]>();
  const after = new Map<Statement, string>();
  const atEnd = new Map<Body | File, string[]>();
  for (const { image, startOffset: offset } of comments) {
    const around = innermost(bodies, offset) ?? file;
    const next = around.statements.find((statement) => (offsetsOf(statement)?.end ?? 0) > offset);
    const previous = around.statements.findLast((statement) => (offsetsOf(statement)?.end ?? 0) <= offset);
    const previousEnd = previous && offsetsOf(previous)!.end;
    const isBehind = previousEnd !== undefined && !text.slice(previousEnd, offset).includes('\n');
    const written = image.trimEnd();
    if (isBehind && written.startsWith('//')) after.set(previous!, written);
    else if (next) before.set(next, [...(before.get(next) ?? []), written]);
    else atEnd.set(around, [...(atEnd.get(around) ?? []), written]);
  }
  return {
    before: (statement) => before.get(statement) ?? [],
    after: (statement) => after.get(statement),
    atEnd: (body) => atEnd.get(body) ?? [],
  };
}

/** The last body that is open at an offset: bodies come from the outside in. */
const innermost = (bodies: readonly Body[], offset: number): Body | undefined =>
  bodies.findLast(({ $cstNode: cst }) => cst !== undefined && cst.offset < offset && offset < cst.end);
