import type { File } from '../generated/ast.ts';
import { formatText } from './formatter.ts';
import { commentsOf, type Comments } from './print-comments.ts';
import { StatementPrinter } from './print-statement.ts';

export interface PrintOptions {
  /** For a tree that was not parsed; a parsed one brings its own. */
  readonly comments?: Comments;
}

/**
 * The text of a syntax tree, in the one form that there is for it: parsing it gives the same tree again, and
 * formatting changes nothing. Of the text that the tree was parsed from only comments and the figures of
 * literals are used, so a tree may as well be built or changed by a program.
 */
export function printFile(file: File, options: PrintOptions = {}): string {
  const comments = options.comments ?? commentsOf(file);
  return formatText(new StatementPrinter(comments).file(file));
}
