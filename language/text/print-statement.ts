import type { Action, Body, Declaration, File, Statement, Step, When } from '../generated/ast.ts';
import { isStep } from '../generated/ast.ts';
import type { Comments } from './print-comments.ts';
import { printExpression, spreadExpression } from './print-expression.ts';
import {
  printActionLine,
  printCondition,
  printEntry,
  printHeader,
  printImport,
  LONGEST_LINE,
  type Print,
} from './print-line.ts';
import { printName } from './print-name.ts';

/** Braces stay on one line up to this width and this many statements. */
const ONE_LINE = 90;
const MOST_ON_ONE_LINE = 4;

/**
 * Prints statements line by line without indentation, which is the formatter's work. `level` is how deep a
 * statement stands, to know how much of its line is left.
 */
export class StatementPrinter {
  readonly #comments: Comments;

  constructor(comments: Comments) {
    this.#comments = comments;
  }

  file(file: File): string {
    let text = '';
    let previous: { readonly statement: Statement; readonly text: string } | undefined;
    for (const statement of file.statements) {
      const printed = this.#commented(statement, 0);
      if (previous) text += belongTogether(previous, { statement, text: printed }) ? '\n' : '\n\n';
      text += printed;
      previous = { statement, text: printed };
    }
    const rest = this.#comments.atEnd(file);
    return [text, ...rest].filter((part) => part !== '').join('\n\n') + '\n';
  }

  #commented(statement: Statement, level: number): string {
    const after = this.#comments.after(statement);
    const lines = [...this.#comments.before(statement), this.#statement(statement, level)];
    return lines.join('\n') + (after === undefined ? '' : ` ${after}`);
  }

  #statement(node: Statement, level: number): string {
    switch (node.$type) {
      case 'PackageStatement':
        return `package ${node.name}`;
      case 'ImportStatement':
        return printImport(node);
      case 'Entry':
        return this.#withBody(
          this.#fitted((print) => printEntry(node, print), level),
          node.body,
          level,
        );
      case 'Action':
        return this.#action(node, level);
      case 'Condition':
        return this.#withBody(
          this.#fitted((print) => printCondition(node, print), level),
          node.body,
          level,
        );
      case 'Handler':
        return node.action
          ? `on ${printName(node.event)} ${this.#action(node.action, level)}`
          : this.#withBody(`on ${printName(node.event)}`, node.body, level);
      case 'When':
        return this.#when(node, level);
      case 'ForEach': {
        const line = `for each ${printName(node.variable)} in ${printExpression(node.values)}`;
        return `${line} ${this.#lines(node.body, level)}`;
      }
      default:
        return this.#declaration(node, level);
    }
  }

  /** The line with its lists spread when it is too long for one. */
  #fitted(line: (print: Print) => string, level: number): string {
    const flat = line(printExpression);
    return widthOf(flat, level) > LONGEST_LINE ? line(spreadExpression) : flat;
  }

  #declaration(node: Declaration, level: number): string {
    if (isStep(node)) return this.#step(node, level);
    let line = this.#fitted((print) => printHeader(node, print, false), level);
    if (widthOf(line, level) > LONGEST_LINE && node.parameters.length > 1)
      line = printHeader(node, printExpression, true);
    return this.#withBody(line, node.body, level);
  }

  #step(node: Step, level: number): string {
    const head = ['step', ...(node.name === undefined ? [] : [printName(node.name)])].join(' ');
    return node.action ? `${head} = ${this.#action(node.action, level, head.length + 3)}` : head;
  }

  /** One thing after the other; each on its own line when the line gets too long. */
  #action(node: Action, level: number, before = 0): string {
    const parts: string[] = [];
    for (let each: Action | undefined = node; each; each = each.next) {
      const line = this.#fitted((print) => printActionLine(each, print), level);
      parts.push(this.#withBody(line, each.body, level, before));
    }
    const flat = parts.join(' then ');
    return parts.length > 1 && widthOf(flat, level) + before > LONGEST_LINE ? parts.join('\nthen ') : flat;
  }

  #when(node: When, level: number): string {
    const text = `when ${printExpression(node.condition)} ${this.#lines(node.body, level)}`;
    if (node.alternative) return `${text} else ${this.#when(node.alternative, level)}`;
    return node.otherwise ? `${text} else ${this.#lines(node.otherwise, level)}` : text;
  }

  #withBody(line: string, body: Body | undefined, level: number, before = 0): string {
    if (!body) return line;
    const flat = this.#onOneLine(body);
    const fits = flat !== undefined && widthOf(`${line} ${flat}`, level) + before <= ONE_LINE;
    return `${line} ${fits ? flat : this.#lines(body, level)}`;
  }

  /** `{ a: 1, b: 2 }`, when the body is small and nothing in it wants a line of its own. */
  #onOneLine(body: Body): string | undefined {
    const { statements } = body;
    if (statements.length > MOST_ON_ONE_LINE || this.#comments.atEnd(body).length > 0) return undefined;
    if (statements.length === 0) return '{}';
    const parts: string[] = [];
    for (const statement of statements) {
      const isFlow = statement.$type === 'When' || statement.$type === 'ForEach';
      const isWordy = this.#comments.before(statement).length > 0 || this.#comments.after(statement);
      if (isFlow || isWordy || isStepLike(statement)) return undefined;
      const text = this.#statement(statement, 0);
      if (text.includes('\n')) return undefined;
      parts.push(text);
    }
    return `{ ${parts.join(', ')} }`;
  }

  #lines(body: Body | undefined, level: number): string {
    if (!body) return '{}';
    const lines = [
      ...body.statements.map((statement) => this.#commented(statement, level + 1)),
      ...this.#comments.atEnd(body),
    ];
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`;
  }
}

const INDENT = 2;
const widthOf = (text: string, level: number): number => level * INDENT + text.length;

/** Steps and rows of data are a table, one below the other. */
const isStepLike = (statement: Statement): boolean => 'noun' in statement && isStep(statement);

interface Printed {
  readonly statement: Statement;
  readonly text: string;
}

/** Imports follow one another, and so do short declarations of the same noun without documentation. */
function belongTogether(previous: Printed, next: Printed): boolean {
  if (previous.text.includes('\n') || next.text.includes('\n')) return false;
  if (previous.statement.$type === 'ImportStatement') return next.statement.$type === 'ImportStatement';
  const nounOf = ({ statement }: Printed): string | undefined =>
    'noun' in statement ? statement.noun : undefined;
  return nounOf(previous) !== undefined && nounOf(previous) === nounOf(next);
}
