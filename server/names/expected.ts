import {
  isAction,
  isClause,
  isCondition,
  isDeclaration,
  isEntry,
  isWhen,
  VOCABULARY,
  type BodyWord,
  type ClauseWord,
  type Symbol,
  type Syntax,
  type ValueType,
} from '../../language/index.ts';
import { placeOfStatement, verbOf, type FileView } from './statement-place.ts';

/** What the place of a value asks for. */
export type Expected =
  | { readonly is: 'value'; readonly type: ValueType }
  /** The name of a type. */
  | { readonly is: 'type' }
  /** A template's name. */
  | { readonly is: 'template' };

export interface ExpectedAt {
  readonly expected: Expected;
  /** Whose names are seen. */
  readonly around: Symbol | undefined;
  /** The value stands between the parentheses of a call. */
  readonly inCall: boolean;
}

interface Node {
  readonly $type: string;
  readonly $container?: unknown;
  readonly $containerProperty?: string | undefined;
}

/** What is expected where an expression stands, found by going outwards to the statement that holds it. */
export function expectedAt(expression: Node, view: FileView): ExpectedAt | undefined {
  let inCall = false;
  let part = expression;
  for (;;) {
    const owner = part.$container as Node | undefined;
    if (!owner) return undefined;
    if (isStatementPart(owner)) {
      const found = expectedOf(owner, part.$containerProperty ?? '', view);
      if (!found) return undefined;
      return { expected: found, around: placeOfStatement(statementOf(owner), view).around, inCall };
    }
    if (owner.$type === 'Argument') inCall = true;
    part = owner;
  }
}

type Owner =
  | Syntax.Declaration
  | Syntax.Entry
  | Syntax.Action
  | Syntax.Condition
  | Syntax.Clause
  | Syntax.When
  | Syntax.Parameter;

const isStatementPart = (node: Node): node is Owner =>
  isDeclaration(node) || isEntry(node) || isAction(node) || isCondition(node) || isClause(node) || isWhen(node) ||
  node.$type === 'Parameter'; // prettier-ignore

const statementOf = (owner: Owner): { readonly $container?: unknown } =>
  isClause(owner) ? owner.$container : owner;

function expectedOf(owner: Owner, property: string, view: FileView): Expected | undefined {
  if (isClause(owner)) return valueOf(clausesOf(owner.$container, view)[owner.word]?.type);
  if (isEntry(owner)) return expectedOfEntry(owner, property, view);
  if (isAction(owner)) return valueOf(verbOf(owner, view)?.object?.type);
  if (isWhen(owner)) return valueOf(STEP_CONDITION);
  if (isCondition(owner)) return expectedOfCondition(owner, view);
  if (owner.$type === 'Parameter') return property === 'type' ? { is: 'type' } : undefined;
  if (property === 'type') return { is: 'type' };
  return valueOf(VOCABULARY.nouns.get(owner.noun)?.value) ?? { is: 'template' };
}

function expectedOfEntry(entry: Syntax.Entry, property: string, view: FileView): Expected | undefined {
  const { word } = placeOfStatement(entry, view);
  if (!word) return undefined;
  const known = Object.hasOwn(word.properties, entry.name) ? word.properties[entry.name] : undefined;
  const { rows } = word;
  if (rows && (property === 'formula' || !known)) {
    if (rows.value) return valueOf(rows.value);
    if (property === 'value') return { is: 'type' };
    return valueOf({ ...STEP_CONDITION, scope: rows.formulaScope ?? 'columns' });
  }
  return valueOf(known?.type ?? word.settings?.type);
}

function expectedOfCondition(condition: Syntax.Condition, view: FileView): Expected | undefined {
  const { word } = placeOfStatement(condition, view);
  if (condition.share) return valueOf(word?.shares?.type);
  return word?.conditions ? valueOf({ ...STEP_CONDITION, scope: word.conditions.scope }) : undefined;
}

/** Clause words that a statement takes. */
export function clausesOf(statement: unknown, view: FileView): Readonly<Record<string, ClauseWord>> {
  if (isDeclaration(statement)) return VOCABULARY.nouns.get(statement.noun)?.clauses ?? {};
  if (isAction(statement)) return verbOf(statement, view)?.clauses ?? {};
  if (!isEntry(statement)) return {};
  const properties = placeOfStatement(statement, view).word?.properties ?? {};
  const known = Object.hasOwn(properties, statement.name) ? properties[statement.name] : undefined;
  return rowsAt(statement, view)?.clauses ?? known?.clauses ?? {};
}

/** Flags that a statement takes. */
export function flagsOf(statement: unknown, view: FileView): Readonly<Record<string, string>> {
  if (isDeclaration(statement)) return VOCABULARY.nouns.get(statement.noun)?.flags ?? {};
  return isEntry(statement) ? (rowsAt(statement, view)?.flags ?? {}) : {};
}

function rowsAt(entry: Syntax.Entry, view: FileView): BodyWord['rows'] {
  const { word } = placeOfStatement(entry, view);
  const isProperty = word !== undefined && Object.hasOwn(word.properties, entry.name) && !entry.formula;
  return isProperty ? undefined : word?.rows;
}

const valueOf = (type: ValueType | undefined): Expected | undefined =>
  type ? { is: 'value', type } : undefined;

const STEP_CONDITION: ValueType = { description: 'a condition', scope: 'steps', read: () => undefined };
