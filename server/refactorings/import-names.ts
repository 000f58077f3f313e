import { offsetsOf, textOf, type Syntax } from '../../language/index.ts';
import { removeStatement } from './declaration-text.ts';
import type { TextChanges } from './text-changes.ts';

/** Takes names out of the braces of an import, and the whole line with the last of them. */
export function removeNames(
  statement: Syntax.ImportStatement,
  names: readonly Syntax.ImportedName[],
  text: string,
  changes: TextChanges,
): void {
  const kept = statement.names.filter((name) => !names.includes(name)).map((name) => textOf(name));
  if (kept.length === 0) return removeStatement(statement, text, changes);
  const start = offsetsOf(statement.names[0]!)!.start;
  const end = offsetsOf(statement.names.at(-1)!)!.end;
  changes.replace(start, end, kept.join(', '));
}
