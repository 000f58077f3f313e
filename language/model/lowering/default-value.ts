import type { AstNode } from 'langium';
import type { Expression as ExpressionSyntax } from '../../generated/ast.ts';
import type { Value } from '../../scoping/value.ts';
import { parseQuantity } from '../../types/quantity.ts';
import type { PropertyWord } from '../../vocabulary/word.ts';

/** The value that a property's default stands for; the default is kept as it would be written in a model. */
export function defaultValue(property: PropertyWord, node: AstNode): unknown {
  if (property.default === undefined) return undefined;
  if (KNOWN.has(property)) return KNOWN.get(property);
  const value = read(property, node);
  if (isPlain(value)) KNOWN.set(property, value);
  return value;
}

/** Defaults that say nothing about the place they are read at: elements are read often, and defaults with them. */
const KNOWN = new WeakMap<PropertyWord, unknown>();

const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' || (Array.isArray(value) && value.every((item) => typeof item !== 'object'));

function read(property: PropertyWord, node: AstNode): unknown {
  return property.type.read(literal(property.default!, node as ExpressionSyntax), () => {
    throw new Error(`The default ${property.default} does not fit ${property.type.description}.`);
  });
}

function literal(text: string, node: ExpressionSyntax): Value {
  const range = /^(\S+)\.\.(\S+)$/.exec(text);
  if (range) return { is: 'range', from: literal(range[1]!, node), to: literal(range[2]!, node), node };
  if (text.startsWith('[')) {
    const items = text
      .slice(1, -1)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return { is: 'list', items: items.map((item) => literal(item, node)), node };
  }
  if (text.startsWith('"')) return { is: 'text', text: text.slice(1, -1), node };
  if (text === 'true' || text === 'false') return { is: 'boolean', boolean: text === 'true', node };
  if (/^-?[0-9][0-9_]*(\.[0-9]+)?$/.test(text))
    return { is: 'number', number: Number(text.replaceAll('_', '')), node };
  const quantity = /^[0-9]/.test(text) ? parseQuantity(text) : undefined;
  if (quantity && 'quantity' in quantity) return { is: 'quantity', quantity: quantity.quantity, node };
  return { is: 'word', word: text, node };
}
