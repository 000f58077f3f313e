import { textOf, type Syntax } from '../../language/index.ts';
import type { SyntaxNode } from '../text/nodes-in.ts';

/** A value as it is written where a name stood: held together where it becomes a part of something. */
export function valueInPlace(value: Syntax.Expression, place: SyntaxNode): string {
  const isPart = PARTS.has(place.$container?.$type ?? '') && LOOSE.has(value.$type);
  return isPart ? `(${textOf(value)})` : textOf(value);
}

const PARTS: ReadonlySet<string> = new Set(['Binary', 'Unary', 'Conditional', 'Member', 'Call', 'Index']);
const LOOSE: ReadonlySet<string> = new Set(['Binary', 'Unary', 'Conditional']);

/** The same inside a text, where `${name}` stood; undefined for what can't be written there. */
export function valueInText(value: Syntax.Expression): string | undefined {
  const text = textOf(value);
  switch (value.$type) {
    case 'StringLiteral':
      return text.startsWith('"""') ? undefined : text.slice(1, -1);
    case 'NumberLiteral':
      return String(value.value);
    case 'NameRef':
    case 'Member':
      return `\${${text}}`;
    default:
      return undefined;
  }
}

/** Places of `${name}` in the source of a text, by offsets from its start. */
export const namesInText = (source: string, name: string): { start: number; end: number }[] =>
  [...source.matchAll(/\$\{\s*([^}]*?)\s*\}/gu)]
    .filter((match) => match[1] === name)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
