import { AstUtils, GrammarAST, type AstNode, type CstNode } from 'langium';
import type { File } from '../generated/ast.ts';
import { leafAt } from './source-position.ts';

/** The word or sign at a place of the text, and what it is part of. */
export interface SyntaxPlace {
  readonly node: AstNode;
  /** Property of the node that the word was read into; undefined for keywords that are no value, and for signs. */
  readonly property?: string;
  /** The word as written. */
  readonly text: string;
  /** Half-open offsets of the word. */
  readonly start: number;
  readonly end: number;
}

/** What is written at an offset; an offset right behind a word still means the word. */
export function syntaxAt(file: File, offset: number): SyntaxPlace | undefined {
  const root = file.$cstNode;
  const leaf = root && leafAt(root, offset);
  if (!leaf || leaf.hidden) return undefined;
  const property = propertyOf(leaf);
  return {
    node: leaf.astNode,
    ...(property === undefined ? {} : { property }),
    text: leaf.text,
    start: leaf.offset,
    end: leaf.end,
  };
}

/** A qualified name is several words of one property, so the parts of the node around are looked at, too. */
function propertyOf(leaf: CstNode): string | undefined {
  for (let part: CstNode | undefined = leaf; part?.astNode === leaf.astNode; part = part.container) {
    const assignment =
      part.grammarSource && AstUtils.getContainerOfType(part.grammarSource, GrammarAST.isAssignment);
    if (assignment) return assignment.feature;
  }
  return undefined;
}
