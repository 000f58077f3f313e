import { AstUtils } from 'langium';
import type { Expression } from '../generated/ast.ts';
import { isNameRef, isStringLiteral } from '../generated/ast.ts';

/** A value that names nothing, so that nothing is lost when it is replaced by another. */
export const isLiteral = (node: Expression | undefined): boolean =>
  node !== undefined &&
  [...AstUtils.streamAst(node)].every(
    (part) => !isNameRef(part) && !(isStringLiteral(part) && part.value.includes('${')),
  );
