import {
  isDeclaration,
  isImportStatement,
  isPackageStatement,
  offsetsOf,
  printName,
  type ProjectFile,
  type Syntax,
} from '../../../language/index.ts';

/** A stretch of a file that can be read by itself. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  /** Written before the stretch so that names in it are called as they are in the file. */
  readonly head: string;
}

/**
 * The declaration around an offset, up to the next one: a declaration at the beginning of a line ends whatever is
 * open before it, so that nothing outside can change what is read inside. Reading only this keeps completion as fast
 * in a long file as in a short one.
 */
export function declarationSlice({ ast, text, symbols }: ProjectFile, offset: number): Slice {
  let start = 0;
  let end = text.length;
  for (const statement of ast.statements) {
    if (!isDeclaration(statement) && !isImportStatement(statement) && !isPackageStatement(statement))
      continue;
    if (statement.$cstNode?.range.start.character !== 0) continue;
    const at = startOf(statement);
    if (at < offset) start = at;
    else if (at > offset) {
      end = at;
      break;
    }
  }
  const { packageNode } = symbols;
  const isBelowPackage = packageNode !== undefined && start > startOf(packageNode);
  return { start, end, head: isBelowPackage ? `package ${printPath(symbols.package)}\n` : '' };
}

const startOf = (statement: Syntax.Statement): number => offsetsOf(statement)?.start ?? 0;

const printPath = (path: string): string => path.split('.').map(printName).join('.');
