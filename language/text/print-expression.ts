import { GrammarUtils, type AstNode } from 'langium';
import type { Argument, Expression } from '../generated/ast.ts';
import { printName, printString, printVersion } from './print-name.ts';

/** How strongly an operator binds; the grammar has the same order. */
const STRENGTH: Readonly<Record<string, number>> = {
  '*': 6, '/': 6, '+': 5, '-': 5, '..': 4, '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3, in: 3, and: 2, or: 1,
}; // prettier-ignore
const COMPARISON = STRENGTH['in']!;

/** An expression on one line, with the brackets that it needs and no other. */
export function printExpression(node: Expression): string {
  switch (node.$type) {
    case 'Binary': {
      const between = node.operator === '..' ? '..' : ` ${node.operator} `;
      return `${side(node.left, node.operator, 0)}${between}${side(node.right, node.operator, 1)}`;
    }
    case 'Unary':
      return node.operator === 'not' ? `not ${inNot(node.operand)}` : `-${inMinus(node.operand)}`;
    case 'Conditional':
      return printConditional(node);
    case 'Call':
      return `${receiver(node.callee)}(${printArguments(node.arguments)})`;
    case 'Index':
      return `${receiver(node.receiver)}[${printArguments(node.arguments)}]`;
    case 'Optional':
      return `${receiver(node.operand)}?`;
    case 'Member':
      return `${receiver(node.receiver)}.${printName(node.member)}`;
    case 'Version':
      return `${receiver(node.receiver)}@${printVersion(node.version)}`;
    case 'List':
      return `[${node.items.map(printExpression).join(', ')}]`;
    case 'NameRef':
      return printName(node.name);
    case 'NumberLiteral':
      return asWritten(node, 'value') ?? String(node.value);
    case 'StringLiteral':
      return asWritten(node, 'value') ?? printString(node.value);
    case 'QuantityLiteral':
      return node.text;
    case 'BooleanLiteral':
      return node.value ? 'true' : 'false';
    case 'NullLiteral':
      return 'null';
  }
}

/** The same with each item of a list or argument of a call on a line of its own, for what is too long for one. */
export function spreadExpression(node: Expression): string {
  if (node.$type === 'List' && node.items.length > 1)
    return spread('[', node.items.map(printExpression), ']');
  if (node.$type === 'Call' && node.arguments.length > 1)
    return spread(`${receiver(node.callee)}(`, node.arguments.map(printArgument), ')');
  return printExpression(node);
}

export const spread = (open: string, items: readonly string[], close: string): string =>
  `${open}\n${items.map((item) => `${item},\n`).join('')}${close}`;

/** `50_000` and `1e-3` stay as the author wrote them; what was not parsed has no text of its own. */
const asWritten = (node: AstNode, property: string): string | undefined =>
  GrammarUtils.findNodeForProperty(node.$cstNode, property)?.text;

const printArguments = (args: readonly Argument[]): string => args.map(printArgument).join(', ');

const printArgument = ({ name, value }: Argument): string =>
  (name === undefined ? '' : `${printName(name)}: `) + printExpression(value);

const brackets = (node: Expression): string => `(${printExpression(node)})`;

/** Operators of the same strength are read from the left, so on the right they need brackets. */
function side(node: Expression, operator: string, isRight: 0 | 1): string {
  const around = STRENGTH[operator]!;
  const needsThem =
    node.$type === 'Conditional' ||
    (node.$type === 'Unary' && node.operator === 'not' && around >= COMPARISON) ||
    (node.$type === 'Binary' && STRENGTH[node.operator]! < around + isRight);
  return needsThem ? brackets(node) : printExpression(node);
}

/** `not` reaches over comparisons, but not over `and` and `or`. */
function inNot(node: Expression): string {
  const needsThem =
    node.$type === 'Conditional' || (node.$type === 'Binary' && STRENGTH[node.operator]! < COMPARISON);
  return needsThem ? brackets(node) : printExpression(node);
}

const inMinus = (node: Expression): string =>
  node.$type === 'Binary' || node.$type === 'Conditional' || node.$type === 'Unary'
    ? brackets(node)
    : printExpression(node);

const receiver = inMinus;

function printConditional(node: Extract<Expression, { $type: 'Conditional' }>): string {
  // An inner `if` without brackets would take the outer one's `then` or `else`.
  const inner = (part: Expression): string =>
    part.$type === 'Conditional' ? brackets(part) : printExpression(part);
  const otherwise = node.negative ? ` else ${printExpression(node.negative)}` : '';
  return `if ${inner(node.condition)} then ${inner(node.positive)}${otherwise}`;
}
