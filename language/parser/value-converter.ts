import { DefaultValueConverter, type CstNode, type GrammarAST, type ValueType } from 'langium';

/** Turns the text of names, numbers and strings into their values. */
export class TenonValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
    switch (rule.name) {
      case 'NAME':
      case 'KEY':
        return nameOf(input);
      case 'NUMBER':
        return Number(input.replaceAll('_', ''));
      case 'NUMBER_TEXT':
        // The version `1.10` is not the number 1.1.
        return cstNode.text;
      case 'STRING':
        return textOfString(input);
      default:
        return input;
    }
  }
}

/** A name without its backticks. */
export const nameOf = (image: string): string => (image.startsWith('`') ? image.replaceAll('`', '') : image);

/**
 * The text between the quotes. In `"…"` escapes are resolved. `"""…"""` is taken as it is, without the first
 * line break and the indentation that all its lines share.
 */
export function textOfString(image: string): string {
  if (image.startsWith('"""')) {
    const body = image.endsWith('"""') && image.length >= 6 ? image.slice(3, -3) : image.slice(3);
    return withoutIndentation(body);
  }
  const closed = image.length > 1 && image.endsWith('"');
  return image
    .slice(1, closed ? -1 : undefined)
    .replace(/\\(u\{[0-9a-fA-F]{1,6}\}|[^])/gu, (_, escape: string) => unescaped(escape));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unescaped(escape: string): string {
  if (escape.length > 1) {
    const code = Number.parseInt(escape.slice(2, -1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : `\\${escape}`;
  }
  return ESCAPES[escape] ?? escape;
}

function withoutIndentation(body: string): string {
  const lines = body.replaceAll('\r\n', '\n').split('\n');
  if (lines.length === 1) return body;
  const first = lines[0]!.trim() === '' ? 1 : 0;
  const inner = lines.slice(first);
  const indents = inner
    .filter((line, index) => line.trim() !== '' || index === inner.length - 1)
    .map((line) => /^[ \t]*/u.exec(line)![0].length);
  const common = Math.min(...indents);
  return inner
    .map((line) => line.slice(Math.min(common, line.length)))
    .join('\n')
    .replace(/\n[ \t]*$/u, '\n');
}
