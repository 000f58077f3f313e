/** An expression that is printed as it stands, such as `aws_s3_bucket.lake.arn`. */
export class RawHcl {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const raw = (text: string): RawHcl => new RawHcl(text);

/** A quoted template: text is escaped, expressions stand in `${…}`. One expression alone stays an expression. */
export function template(...parts: readonly (string | RawHcl)[]): RawHcl {
  const [only] = parts;
  if (parts.length === 1 && only instanceof RawHcl) return only;
  return raw(
    `"${parts.map((part) => (part instanceof RawHcl ? `\${${part.text}}` : escapeHcl(part))).join('')}"`,
  );
}

/** A quoted string without interpolation: `${` and `%{` are escaped, so model text can never become code. */
export const quoteHcl = (text: string): string => `"${escapeHcl(text)}"`;

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const escapeHcl = (text: string): string =>
  text
    .replace(/[\\"\u0000-\u001f\u007f\u2028\u2029]/g, (char) => NAMED[char] ?? `\\u${hex(char)}`)
    .replace(/\$+\{/g, (marks) => `${marks.slice(0, -1)}\${`)
    .replace(/%+\{/g, (marks) => `${marks.slice(0, -1)}%{`);

const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(4, '0');

/** Letters of any script may appear, but Terraform's own names are ASCII, so nothing else is let through. */
export const isHclIdentifier = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name);
