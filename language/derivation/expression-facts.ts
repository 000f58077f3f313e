import type { Expression } from '../model/expression.ts';
import { printType } from '../types/data-type.ts';
import { FUNCTIONS } from '../vocabulary/functions.ts';
import type { Derivation, Subject } from './derivation.ts';
import type { FactBook } from './fact-book.ts';
import { nodesOf } from '../model/expression-nodes.ts';
import { duration, rulesOf } from './function-rules.ts';

/**
 * A formula and what it is made from. `qualifiedName` is that of the element that it belongs to; `rows` is the
 * step whose rows are meant by a column without a source.
 */
function formulaFact(
  expression: Expression,
  qualifiedName: string,
  book: FactBook,
  rows?: Subject,
): Derivation | undefined {
  return book.once({ kind: 'formula', qualifiedName }, () => {
    const rules = rulesOf(expression.root);
    return {
      text: formulaText(expression),
      ...(expression.type.kind === 'unknown' ? {} : { type: printType(expression.type) }),
      because:
        rules.length === 0
          ? 'It is what it is made from.'
          : `${sentence(rules.slice(0, MOST_RULES).join('; '))}.`,
      origin: expression.origin,
      from: namedIn(expression, book, rows),
    };
  });
}

/** What a formula is made from: itself, with its rules, unless it is nothing but a name. */
export function madeFrom(
  expression: Expression,
  qualifiedName: string,
  book: FactBook,
  rows?: Subject,
): readonly Derivation[] {
  const { node } = expression.root;
  if (node === 'column' || node === 'feature') return namedIn(expression, book, rows);
  const formula = formulaFact(expression, qualifiedName, book, rows);
  return formula ? [formula] : [];
}

/** More rules than these are a page and no reason. */
const MOST_RULES = 4;

/** What an expression names: columns, features, results of steps, parameters; each once, in their order. */
function namedIn(expression: Expression, book: FactBook, rows?: Subject): Derivation[] {
  const subjects: Subject[] = [];
  for (const node of nodesOf(expression.root)) {
    if (node.node === 'feature') subjects.push(node.feature);
    else if (node.node === 'column') subjects.push(...columnSubject(node.name, node.source, rows));
    else if (node.node === 'measure' && node.of) subjects.push(node.of);
  }
  subjects.push(...(expression.parameters ?? []));
  return [...new Set(book.deriveAll(subjects))];
}

/** A field of a struct is known by its column. */
function columnSubject(name: string, source: Subject | undefined, rows: Subject | undefined): Subject[] {
  const [column] = name.split('.');
  const of = source ?? rows;
  if (!of) return [];
  const kind = of.kind === 'step' ? 'row' : 'column';
  return [{ kind, qualifiedName: `${of.qualifiedName}.${column}` }];
}

/** The formula as it is written, with the window of its aggregates. */
export function formulaText({ text, root }: Expression): string {
  for (const node of nodesOf(root)) {
    if (node.node === 'call' && node.over !== undefined) return `${text} over ${duration(node.over)}`;
  }
  return text;
}

/** Names of functions stay as they are written. */
const sentence = (text: string): string =>
  FUNCTIONS.has(/^\w+/u.exec(text)?.[0] ?? '') ? text : text.charAt(0).toUpperCase() + text.slice(1);
