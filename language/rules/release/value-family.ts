import type { Expression as ExpressionSyntax } from '../../generated/ast.ts';
import { textOf } from '../../parser/index.ts';
import type { Reader } from '../../scoping/reader.ts';
import { article, type Value } from '../../scoping/value.ts';

/** What a value is, as one says it: "a number", "a text", "a duration", "a model". */
export type Family = string;

const NUMBER = /^(u?int(8|16|32|64)?|b?float(16|32|64)?|decimal)$/u;
const TEXTS: ReadonlySet<string> = new Set(['string', 'url', 'machine', 'cloud_provider']);
/** Types of parameters that name an element of the model. */
const KINDS: ReadonlySet<string> = new Set([
  'model', 'cloud', 'service', 'source', 'pipeline', 'features', 'training', 'pool', 'cluster', 'channel',
]); // prettier-ignore

/** What a parameter's type asks for; undefined where anything goes. */
export function familyOfType(type: ExpressionSyntax | undefined): Family | undefined {
  if (type?.$type === 'Binary' && type.operator === 'in') return familyOfType(type.left);
  if (type?.$type === 'Index' && type.receiver.$type === 'NameRef') {
    if (type.receiver.name === 'enum') return 'a text';
    return type.receiver.name === 'list' ? 'a list' : undefined;
  }
  if (type?.$type !== 'NameRef') return undefined;
  const { name } = type;
  if (NUMBER.test(name)) return 'a number';
  if (TEXTS.has(name)) return 'a text';
  if (name === 'bool') return 'true or false';
  if (name === 'range') return 'a range';
  if (name === 'bytes') return 'a size';
  if (name === 'duration' || name === 'money') return `${article(name)}`;
  return KINDS.has(name) ? article(name) : undefined;
}

/** What a value is; undefined where only the reader of the value can say. */
export function familyOfValue(value: Value): Family | undefined {
  switch (value.is) {
    case 'number':
      return 'a number';
    case 'quantity':
      return value.quantity.dimension === 'bytes' ? 'a size' : article(value.quantity.dimension);
    case 'text':
    case 'word':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'range':
      return 'a range';
    case 'list':
      return 'a list';
    case 'reference':
      return article(value.symbol.kind);
    default:
      return undefined;
  }
}

/** Whether a value of one family can be used where another is asked for. */
export function isUsableAs(found: Family, wanted: Family): boolean {
  if (found === wanted) return true;
  // A share may be written as a number, a number may stand for a range with one value, and machines are
  // elements of the library that can be named in a text, too.
  if (isNumber(found)) return isNumber(wanted) || wanted === 'a range';
  return found === 'a machine' && wanted === 'a text';
}

const isNumber = (family: Family): boolean =>
  family === 'a number' || family === 'a ratio' || family === 'a times' || family === 'a scale';

/** The same value written as another family, when there is only one way to do so. */
export function rewritten(value: Value, wanted: Family): string | undefined {
  if (value.is === 'text' && wanted === 'a number' && /^-?\d+(\.\d+)?$/u.test(value.text)) return value.text;
  if (value.is === 'text' && wanted === 'true or false' && /^(true|false)$/u.test(value.text))
    return value.text;
  if (value.is === 'text' && wanted === 'a duration' && /^\d+(ms|s|m|h|d)$/u.test(value.text))
    return value.text;
  if (value.is === 'number' && wanted === 'a text') return `"${value.number}"`;
  return undefined;
}

/** What is wrong with a value that lies outside the bounds of its type, and the nearest one that is allowed. */
export function outsideOf(
  type: ExpressionSyntax | undefined,
  value: Value,
  reader: Reader,
): { readonly problem: string; readonly nearest: string | undefined } | undefined {
  const words = wordsOf(type, reader);
  if (words.length > 0) {
    const text = written(value);
    if (value.is === 'reference' || words.some((word) => bare(word) === bare(text))) return undefined;
    return { problem: `${text} is not one of ${words.join(', ')}`, nearest: undefined };
  }
  if (type?.$type !== 'Binary' || type.operator !== 'in') return undefined;
  const bounds = reader.evaluate(type.right);
  if (bounds.is !== 'range') return undefined;
  const [found, from, to] = [amount(value), amount(bounds.from), amount(bounds.to)];
  if (found === undefined || from === undefined || to === undefined || from > to) return undefined;
  if (found >= from && found <= to) return undefined;
  return {
    problem: `${written(value)} is outside ${written(bounds.from)}..${written(bounds.to)}`,
    nearest: written(found < from ? bounds.from : bounds.to),
  };
}

/** The values that a type allows one by one, as they are written. */
export function wordsOf(type: ExpressionSyntax | undefined, reader: Reader): readonly string[] {
  if (type?.$type === 'Index' && familyOfType(type) === 'a text')
    return type.arguments.map(({ value }) => textOf(value));
  if (type?.$type !== 'Binary' || type.operator !== 'in') return [];
  const bounds = reader.evaluate(type.right);
  return bounds.is === 'list' ? bounds.items.map(written) : [];
}

/** A word and a text of the same letters are the same value. */
const bare = (text: string): string => (text.startsWith('"') ? (JSON.parse(text) as string) : text);

const amount = (value: Value): number | undefined =>
  value.is === 'number' ? value.number : value.is === 'quantity' ? value.quantity.value : undefined;

/** A value as it would be written. */
export function written(value: Value): string {
  switch (value.is) {
    case 'number':
      return String(value.number);
    case 'quantity':
      return value.quantity.text;
    case 'text':
      return JSON.stringify(value.text);
    case 'boolean':
      return String(value.boolean);
    case 'word':
      return value.word;
    case 'reference':
      return value.symbol.name;
    default:
      return 'this';
  }
}
