import { isAction, isCondition, isDeclaration, isEntry, isHandler, offsetsOf, textOf, type Syntax } from '../../language/index.ts'; // prettier-ignore

/** A replacement inside a text, by offsets of the file that the text comes from. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A piece of a file with replacements made in it; of two that overlap the outer one counts. */
export function replaced(
  file: string,
  start: number,
  end: number,
  replacements: readonly Replacement[],
): string {
  let result = '';
  let from = start;
  for (const each of [...replacements].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (each.start < from || each.end > end) continue;
    result += file.slice(from, each.start) + each.text;
    from = each.end;
  }
  return result + file.slice(from, end);
}

/**
 * What has to be changed in a template's body so that it says what its instance says besides: a statement about the
 * same thing takes the place of the template's, the others come behind. The same as the resolved model does.
 */
export function overlaid(template: Syntax.Body, instance: Syntax.Body | undefined): Replacement[] {
  if (!instance) return [];
  const result: Replacement[] = [];
  const added: string[] = [];
  for (const statement of instance.statements) {
    const key = keyOf(statement);
    const same = template.statements.filter((each) => key !== undefined && keyOf(each) === key);
    const [under] = same;
    if (!under) added.push(textOf(statement));
    else if (isDeclaration(under) && isDeclaration(statement) && under.body && statement.body) {
      result.push(...overlaid(under.body, statement.body));
    } else {
      result.push({ ...offsetsOf(under)!, text: textOf(statement) });
      for (const other of same.slice(1)) result.push({ ...offsetsOf(other)!, text: '' });
    }
  }
  if (added.length > 0) result.push(append(template, added));
  return result;
}

function append(body: Syntax.Body, statements: readonly string[]): Replacement {
  const last = body.statements.at(-1);
  const text = textOf(body);
  if (!last) return { ...offsetsOf(body)!, text: `{ ${statements.join(', ')} }` };
  const at = offsetsOf(last)!.end;
  if (!text.includes('\n')) return { start: at, end: at, text: `, ${statements.join(', ')}` };
  const first = offsetsOf(body.statements[0]!)!.start - offsetsOf(body)!.start;
  const indent = /[ \t]*$/u.exec(text.slice(0, first))![0];
  return { start: at, end: at, text: statements.map((each) => `\n${indent}${each}`).join('') };
}

/** What a statement is about; undefined for one that is never overridden. */
function keyOf(statement: Syntax.Statement): string | undefined {
  if (isEntry(statement)) return `entry ${statement.name}`;
  if (isDeclaration(statement)) return `${statement.noun} ${statement.name ?? ''}`;
  if (isAction(statement)) return `${statement.verb} ${statement.object ? textOf(subject(statement.object)) : ''}`; // prettier-ignore
  if (isCondition(statement)) return `condition ${textOf(subject(statement.expression))}`;
  return isHandler(statement) ? `on ${statement.event}` : undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);

/** The left side of a comparison is what it is about. */
const subject = (node: Syntax.Expression): Syntax.Expression =>
  node.$type === 'Binary' && COMPARISONS.has(node.operator) ? subject(node.left) : node;
