/** Hard keywords of Python 3.8 to 3.14; soft ones (`match`, `type`) may be names. */
export const PYTHON_KEYWORDS: ReadonlySet<string> = new Set([
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif',
  'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or',
  'pass', 'raise', 'return', 'try', 'while', 'with', 'yield',
]); // prettier-ignore

/**
 * True for names that Python reads back unchanged: identifiers of PEP 3131 that are no keyword. Python
 * normalises names with NFKC, so a name that this would change is refused.
 */
export const isPythonIdentifier = (name: string): boolean =>
  /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name) &&
  name.normalize('NFKC') === name &&
  !PYTHON_KEYWORDS.has(name);

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string literal in double quotes; invisible characters are escaped, so that a line stays one line. */
export const quotePython = (text: string): string =>
  `"${text.replace(/[\\"\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => NAMED[char] ?? escapeCodePoint(char))}"`;

function escapeCodePoint(char: string): string {
  const point = char.codePointAt(0)!;
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}
