import { isDeclaration } from '../../generated/ast.ts';
import { parseFile } from '../../parser/index.ts';
import type { DataType } from '../data-type.ts';
import { readType } from '../read-type.ts';

/** The type that a text such as `float32[batch, 3]` says; a text that says none is a mistake of the test. */
export function typeFrom(text: string): DataType {
  const { file, problems } = parseFile(`param x : ${text}`);
  const [node] = file.statements;
  if (!node || !isDeclaration(node) || !node.type || problems.length > 0)
    throw new Error(`${text} is no type.`);
  return readType(node.type, ({ message }) => {
    throw new Error(message);
  });
}
