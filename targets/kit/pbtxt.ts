import { TextBuilder, type Cause, type Text } from './text.ts';
import { Traced } from './traced.ts';

/** Name of an enumeration's value, printed without quotes. */
export class ProtoSymbol {
  readonly name: string;

  constructor(name: string) {
    if (!IDENTIFIER.test(name)) throw new Error(`"${name}" is not a protobuf identifier.`);
    this.name = name;
  }
}
export const symbol = (name: string): ProtoSymbol => new ProtoSymbol(name);

export type ProtoScalar = string | number | bigint | boolean | ProtoSymbol;
export type ProtoValue = ProtoScalar | Traced<ProtoScalar>;

/** Fields of a message, in order. */
export type ProtoBody = readonly ProtoItem[];
export type ProtoItem =
  | {
      readonly item: 'field';
      readonly name: string;
      readonly value: ProtoValue | readonly ProtoValue[];
      readonly cause: Cause;
    }
  | { readonly item: 'message'; readonly name: string; readonly body: ProtoBody; readonly cause: Cause }
  | { readonly item: 'comment'; readonly text: string; readonly cause: Cause }
  | { readonly item: 'blank' };

/** A scalar field, or a repeated one when the value is a list. */
export const field = (name: string, value: ProtoValue | readonly ProtoValue[], cause?: Cause): ProtoItem => ({
  item: 'field',
  name,
  value,
  cause,
});
/** One message; a repeated message field is written once for each message. */
export const message = (name: string, body: ProtoBody, cause?: Cause): ProtoItem => ({
  item: 'message',
  name,
  body,
  cause,
});
export const comment = (text: string, cause?: Cause): ProtoItem => ({ item: 'comment', text, cause });
export const blank: ProtoItem = { item: 'blank' };

/** Prints protobuf's text format. Fields without a cause of their own have that of their message. */
export function printPbtxt(body: ProtoBody): Text {
  const builder = new TextBuilder('  ');
  body.forEach((item) => printItem(builder, item));
  return builder.build();
}

function printItem(builder: TextBuilder, item: ProtoItem): void {
  switch (item.item) {
    case 'blank':
      builder.blank();
      break;
    case 'comment':
      for (const line of item.text.split('\n')) builder.line(`# ${line}`, item.cause);
      break;
    case 'field':
      printField(builder, fieldName(item.name), item.value, item.cause);
      break;
    case 'message':
      builder.because(item.cause, () => {
        builder.line(`${fieldName(item.name)} {`);
        builder.indent(() => item.body.forEach((inner) => printItem(builder, inner)));
        builder.line('}');
      });
  }
}

function printField(
  builder: TextBuilder,
  name: string,
  value: ProtoValue | readonly ProtoValue[],
  cause: Cause,
): void {
  if (!isMany(value)) {
    printScalar(builder, `${name}: `, value, '', cause);
  } else if (value.some((item) => item instanceof Traced)) {
    builder.line(`${name}: [`, cause);
    builder.indent(() =>
      value.forEach((item, index) =>
        printScalar(builder, '', item, index < value.length - 1 ? ',' : '', cause),
      ),
    );
    builder.line(']', cause);
  } else {
    const items = value.map((item) => scalarText(item as ProtoScalar));
    builder.line(items.length === 0 ? `${name}: []` : `${name}: [ ${items.join(', ')} ]`, cause);
  }
}

function printScalar(builder: TextBuilder, lead: string, value: ProtoValue, end: string, cause: Cause): void {
  if (value instanceof Traced) printScalar(builder, lead, value.value, end, value.cause ?? cause);
  else builder.line(lead + scalarText(value) + end, cause);
}

function scalarText(value: ProtoScalar): string {
  if (value instanceof ProtoSymbol) return value.name;
  if (typeof value === 'string') return quoteProto(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  return String(value);
}

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A quoted string; control characters become three octal digits, everything else stays UTF-8. */
export const quoteProto = (text: string): string =>
  `"${text.replace(/[\\"\u0000-\u001f\u007f]/g, (char) => NAMED[char] ?? `\\${octal(char)}`)}"`;

const octal = (char: string): string => char.charCodeAt(0).toString(8).padStart(3, '0');

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
function fieldName(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`"${name}" is not a protobuf field name.`);
  return name;
}
const isMany = (value: ProtoValue | readonly ProtoValue[]): value is readonly ProtoValue[] =>
  Array.isArray(value);
