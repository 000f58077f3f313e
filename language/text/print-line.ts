import type {
  Action,
  Clause,
  Condition,
  Declaration,
  Entry,
  Expression,
  ImportStatement,
  Parameter,
} from '../generated/ast.ts';
import { CLAUSE_WORDS } from '../generated/words.ts';
import { headerRank } from './format-order.ts';
import { printExpression, spread } from './print-expression.ts';
import { printDeclaredName, printName } from './print-name.ts';

/** Longest line, in characters, before its lists are spread over several. */
export const LONGEST_LINE = 110;

/** Prints a value: on one line, or its list spread over several. */
export type Print = typeof printExpression;

export function printImport({ package: name, names }: ImportStatement): string {
  if (names.length === 0) return `import ${name}`;
  const items = names.map((each) =>
    each.alias === undefined ? printName(each.name) : `${printName(each.name)} as ${printName(each.alias)}`,
  );
  const flat = `import ${name}.{ ${items.join(', ')} }`;
  return flat.length > LONGEST_LINE ? spread(`import ${name}.{`, items, '}') : flat;
}

export function printHeader(node: Declaration, print: Print, spreadParameters: boolean): string {
  const parameters = node.parameters.map(printParameter);
  const list = spreadParameters ? spread('(', parameters, ')') : `(${parameters.join(', ')})`;
  const name = node.name === undefined ? '' : ` ${printDeclaredName(node.name)}`;
  const clauses = node.clauses.toSorted((a, b) => headerRank(a.word) - headerRank(b.word));
  return (
    node.noun +
    name +
    (parameters.length > 0 ? list : '') +
    (node.type ? ` : ${printExpression(node.type)}` : '') +
    printFlags(node.flags) +
    (node.value ? ` = ${print(node.value)}` : '') +
    printClauses(clauses, print)
  );
}

const printParameter = ({ name, type, default: value }: Parameter): string =>
  printName(name) +
  (type ? ` : ${printExpression(type)}` : '') +
  (value ? ` = ${printExpression(value)}` : '');

export function printEntry(node: Entry, print: Print): string {
  const colon = node.value || !node.formula ? ':' : '';
  return (
    printName(node.name) +
    colon +
    (node.value ? ` ${print(node.value)}` : '') +
    printFlags(node.flags) +
    (node.formula ? ` = ${print(node.formula)}` : '') +
    printClauses(node.clauses, print)
  );
}

export const printActionLine = ({ verb, object, clauses }: Action, print: Print): string =>
  verb + (object ? ` ${printObject(object, print)}` : '') + printClauses(clauses, print);

/** Right behind a verb, a name that is also a clause word would open that clause. */
function printObject(object: Expression, print: Print): string {
  const text = print(object);
  const first = leftmost(object);
  return first.$type === 'NameRef' && CLAUSE_WORDS.has(first.name)
    ? text.replace(first.name, `\`${first.name}\``)
    : text;
}

export function printCondition(node: Condition, print: Print): string {
  return (
    printBare(node.expression, print) +
    (node.share ? `: ${print(node.share)}` : '') +
    printFlags(node.flags) +
    printClauses(node.clauses, print)
  );
}

/** At the start of a line a minus would go on with the line above, and a name by itself would be a verb. */
function printBare(node: Expression, print: Print): string {
  if (node.$type === 'NameRef') return `\`${node.name}\``;
  const first = leftmost(node);
  return first.$type === 'Unary' && first.operator === '-' ? `(${printExpression(node)})` : print(node);
}

function leftmost(node: Expression): Expression {
  switch (node.$type) {
    case 'Binary':
      return leftmost(node.left);
    case 'Call':
      return leftmost(node.callee);
    case 'Optional':
      return leftmost(node.operand);
    case 'Index':
    case 'Member':
    case 'Version':
      return leftmost(node.receiver);
    default:
      return node;
  }
}

const printFlags = (flags: readonly string[]): string => flags.map((flag) => ` ${printName(flag)}`).join('');

const printClauses = (clauses: readonly Clause[], print: Print): string =>
  clauses.map((clause) => ` ${printClause(clause, print)}`).join('');

function printClause({ word, value, body }: Clause, print: Print): string {
  if (value) return `${word} ${print(value)}`;
  // Braces behind a clause are settings of a call: `with { region: "north" }`.
  const settings = (body?.statements ?? []).map((statement) =>
    statement.$type === 'Entry' ? printEntry(statement, printExpression) : '',
  );
  return settings.length === 0 ? `${word} {}` : `${word} { ${settings.join(', ')} }`;
}
