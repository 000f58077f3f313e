import { TextBuilder, type Cause } from './text.ts';
import { Traced } from './traced.ts';
import { isPythonIdentifier, quotePython } from './python-syntax.ts';

export { isPythonIdentifier, PYTHON_KEYWORDS, quotePython } from './python-syntax.ts';

/** Code that is printed as it stands, such as a name or a call. */
export class PythonCode {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
export const code = (text: string): PythonCode => new PythonCode(text);

/** A value that stays an integer or a float in Python whatever its number looks like in JavaScript. */
export const float = (value: number): PythonCode => code(floatText(value));

export type PythonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | PythonCode
  | Traced<PythonValue>
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** A text builder with Python's indentation. */
export const pythonBuilder = (): TextBuilder => new TextBuilder('    ');

/** Longest line that a literal is kept on. */
const WIDTH = 100;

/**
 * Writes `lead literal end`, on one line when it fits, else one item for each line with a trailing comma.
 * Items with causes of their own always have lines of their own.
 */
export function writeLiteral(
  builder: TextBuilder,
  lead: string,
  value: PythonValue,
  end = '',
  cause?: Cause,
): void {
  if (value instanceof Traced) {
    if (value.comment !== undefined) builder.line(`# ${value.comment}`, value.cause);
    writeLiteral(builder, lead, value.value, end, value.cause ?? cause);
    return;
  }
  const short = hasOwnCauses(value) ? undefined : pythonLiteral(value);
  if (short !== undefined && (lead.length + short.length + end.length <= WIDTH || !isContainer(value))) {
    builder.line(lead + short + end, cause);
    return;
  }
  builder.because(cause, () => {
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    builder.line(lead + open);
    builder.indent(() => {
      if (Array.isArray(value)) {
        for (const item of value as readonly PythonValue[]) writeLiteral(builder, '', item, ',');
      } else {
        for (const [key, inner] of Object.entries(value as Readonly<Record<string, PythonValue>>)) {
          writeLiteral(builder, `${quotePython(key)}: `, inner, ',');
        }
      }
    });
    builder.line(close + end);
  });
}

/** Writes `name(argument, …) end` with keyword arguments, one for each line when the call is long. */
export function writeCall(
  builder: TextBuilder,
  lead: string,
  keywords: Readonly<Record<string, PythonValue>>,
  end = '',
  cause?: Cause,
): void {
  const entries = Object.entries(keywords);
  for (const [name] of entries) {
    if (!isPythonIdentifier(name)) throw new Error(`"${name}" can't be a Python keyword argument.`);
  }
  const own = entries.some(([, value]) => hasOwnCauses(value));
  const short = own
    ? ''
    : `${lead}(${entries.map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(', ')})${end}`;
  if (!own && short.length <= WIDTH) {
    builder.line(short, cause);
    return;
  }
  builder.because(cause, () => {
    builder.line(`${lead}(`);
    builder.indent(() => entries.forEach(([name, value]) => writeLiteral(builder, `${name}=`, value, ',')));
    builder.line(`)${end}`);
  });
}

/** A Python literal on one line. */
export function pythonLiteral(value: PythonValue): string {
  if (value instanceof Traced) return pythonLiteral(value.value);
  if (value instanceof PythonCode) return value.text;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quotePython(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : floatText(value);
  if (Array.isArray(value)) return `[${(value as readonly PythonValue[]).map(pythonLiteral).join(', ')}]`;
  const entries = Object.entries(value as Readonly<Record<string, PythonValue>>);
  return `{${entries.map(([key, inner]) => `${quotePython(key)}: ${pythonLiteral(inner)}`).join(', ')}}`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const isContainer = (value: PythonValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof PythonCode) &&
  Object.keys(value).length > 0;

function hasOwnCauses(value: PythonValue): boolean {
  if (typeof value !== 'object' || value === null || value instanceof PythonCode) return false;
  if (value instanceof Traced) return true;
  return Object.values(value).some((inner: PythonValue) => hasOwnCauses(inner));
}
