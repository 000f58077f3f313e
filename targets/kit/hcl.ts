import { TextBuilder, type Cause, type Text } from './text.ts';
import { isHclIdentifier, quoteHcl, RawHcl } from './hcl-syntax.ts';
import { Traced } from './traced.ts';

export { raw, template, quoteHcl, RawHcl } from './hcl-syntax.ts';

export type HclValue =
  | string
  | number
  | boolean
  | null
  | RawHcl
  | Traced<HclValue>
  | readonly HclValue[]
  | { readonly [key: string]: HclValue };

/** Body of a file or block, in order. */
export type HclBody = readonly HclItem[];
export type HclItem =
  | { readonly item: 'attribute'; readonly name: string; readonly value: HclValue; readonly cause: Cause }
  | {
      readonly item: 'block';
      readonly type: string;
      readonly labels: readonly string[];
      readonly body: HclBody;
      readonly cause: Cause;
    }
  | { readonly item: 'comment'; readonly text: string; readonly cause: Cause }
  | { readonly item: 'blank' };

export const attribute = (name: string, value: HclValue, cause?: Cause): HclItem => ({
  item: 'attribute',
  name,
  value,
  cause,
});
export const block = (type: string, labels: readonly string[], body: HclBody, cause?: Cause): HclItem => ({
  item: 'block',
  type,
  labels,
  body,
  cause,
});
export const comment = (text: string, cause?: Cause): HclItem => ({ item: 'comment', text, cause });
export const blank: HclItem = { item: 'blank' };

/**
 * Prints HCL in the very form that `terraform fmt` writes. Attributes without a cause of their own have
 * that of their block; the closing brace belongs to the block.
 */
export function printHcl(body: HclBody): Text {
  const builder = new TextBuilder('  ');
  printBody(builder, body);
  return builder.build();
}

function printBody(builder: TextBuilder, body: HclBody): void {
  for (const chunk of chunks(body, (item) => item.item === 'attribute' && isOneLine(item.value))) {
    const width = Math.max(
      ...chunk.map((item) => (item.item === 'attribute' ? identifier(item.name).length : 0)),
    );
    for (const item of chunk) printItem(builder, item, width);
  }
}

function printItem(builder: TextBuilder, item: HclItem, width: number): void {
  switch (item.item) {
    case 'blank':
      builder.blank();
      break;
    case 'comment':
      for (const line of item.text.split('\n')) builder.line(`# ${line}`, item.cause);
      break;
    case 'attribute':
      printValue(builder, `${identifier(item.name).padEnd(width)} = `, item.value, '', item.cause);
      break;
    case 'block': {
      const head = [identifier(item.type), ...item.labels.map(quoteHcl)].join(' ');
      builder.because(item.cause, () => {
        // An empty block on one line is what fmt leaves alone, but Terraform's own style opens it.
        builder.line(`${head} {`);
        builder.indent(() => printBody(builder, item.body));
        builder.line('}');
      });
    }
  }
}

function printValue(builder: TextBuilder, lead: string, value: HclValue, end: string, cause: Cause): void {
  if (value instanceof Traced) {
    if (value.comment !== undefined) builder.line(`# ${value.comment}`, value.cause);
    printValue(builder, lead, value.value, end, value.cause ?? cause);
    return;
  }
  const short = oneLine(value);
  if (short !== undefined) {
    builder.line(lead + short + end, cause);
    return;
  }
  if (value instanceof RawHcl) {
    builder.line(lead + value.text + end, cause);
    return;
  }
  builder.because(cause, () => {
    if (Array.isArray(value)) {
      builder.line(`${lead}[`);
      builder.indent(() => {
        for (const item of value as readonly HclValue[]) printValue(builder, '', item, ',', undefined);
      });
      builder.line(`]${end}`);
      return;
    }
    builder.line(`${lead}{`);
    builder.indent(() => {
      const entries = Object.entries(value as Readonly<Record<string, HclValue>>);
      for (const chunk of chunks(entries, ([, inner]) => isOneLine(inner))) {
        const width = Math.max(...chunk.map(([key]) => objectKey(key).length));
        for (const [key, inner] of chunk)
          printValue(builder, `${objectKey(key).padEnd(width)} = `, inner, '', undefined);
      }
    });
    builder.line(`}${end}`);
  });
}

const WIDTH = 80;

/** The value on one line, or undefined when it needs several: maps, long lists, lists with causes of their own. */
function oneLine(value: HclValue): string | undefined {
  if (value instanceof Traced) return oneLine(value.value);
  if (value instanceof RawHcl) return value.text.includes('\n') ? undefined : value.text;
  if (value === null) return 'null';
  if (typeof value === 'string') return quoteHcl(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`HCL has no number ${value}.`);
    return String(value);
  }
  if (!Array.isArray(value)) return Object.keys(value).length === 0 ? '{}' : undefined;
  const items = value as readonly HclValue[];
  if (items.some((item) => item instanceof Traced || Array.isArray(item))) return undefined;
  const printed = items.map(oneLine);
  const line = `[${printed.join(', ')}]`;
  return printed.includes(undefined) || line.length > WIDTH ? undefined : line;
}

const isOneLine = (value: HclValue): boolean =>
  oneLine(value) !== undefined && !(value instanceof Traced && value.comment !== undefined);

/** Runs of neighbours that are aligned with each other; every other item stands alone. */
function chunks<Item>(
  items: readonly Item[],
  aligned: (item: Item) => boolean,
): readonly (readonly Item[])[] {
  const result: Item[][] = [];
  let open = false;
  for (const item of items) {
    const joins = aligned(item);
    if (joins && open) result.at(-1)!.push(item);
    else result.push([item]);
    open = joins;
  }
  return result;
}

function identifier(name: string): string {
  if (!isHclIdentifier(name)) throw new Error(`"${name}" is not an HCL identifier.`);
  return name;
}
const objectKey = (key: string): string => (isHclIdentifier(key) ? key : quoteHcl(key));
