import {
  Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Node,
} from 'yaml';
import { TextBuilder, type Cause, type Text } from './text.ts';
import { Traced } from './traced.ts';

export type YamlValue =
  | string
  | number
  | boolean
  | null
  | Traced<YamlValue>
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

/**
 * Prints one or several YAML documents. Every line has the cause of the innermost traced value that
 * covers it; `undefined` entries of a map are left out. Strings that YAML 1.1 would read as something
 * else (`no`, `1_000`) are quoted, because Kubernetes and Python still read 1.1.
 */
export function printYaml(documents: readonly YamlValue[], header: readonly string[] = []): Text {
  const printed = documents.map((document) => printDocument(document)).join('---\n');
  const lines = printed.replace(/\n$/, '').split('\n');
  const causes = causesOfLines(documents, printed, lines.length);
  const builder = new TextBuilder();
  header.forEach((line) => builder.line(line));
  lines.forEach((line, index) => builder.line(line, causes[index]));
  return builder.build();
}

function printDocument(value: YamlValue): string {
  const document = new Document(plain(value), {
    version: '1.2',
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  comments(document.contents, value);
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && NEEDS_ESCAPES.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document
    .toString({ lineWidth: 0, indentSeq: true, minContentWidth: 0 })
    .replace(UNPRINTABLE, escapeChar);
}

/** Characters that YAML does not allow as they are; the library only escapes those that JSON escapes. */
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** Also blanks at a line's end, which would be lost in a block of text. */
const NEEDS_ESCAPES = new RegExp(`${UNPRINTABLE.source}|[ \\t]\\n`);
const escapeChar = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The printed text is read again with positions, since the library does not tell where it puts a node:
 * this way a cause can never be on a line that the node is not on.
 */
function causesOfLines(documents: readonly YamlValue[], printed: string, count: number): readonly Cause[] {
  const causes = new Array<Cause>(count).fill(undefined);
  const counter = new LineCounter();
  const parsed = parseAllDocuments(printed, { lineCounter: counter, keepSourceTokens: false });
  if (!Array.isArray(parsed)) throw new Error('Printed YAML could not be read again.');
  const lineOf = (offset: number): number => counter.linePos(offset).line - 1;
  const cover = (start: number, end: number, cause: Cause): void => {
    if (cause === undefined) return;
    for (let line = lineOf(start); line <= lineOf(Math.max(start, end - 1)); line += 1) causes[line] = cause;
  };
  const follow = (value: YamlValue | undefined, node: unknown, start: number, end: number): void => {
    if (value instanceof Traced) {
      cover(start, end, value.cause);
      follow(value.value, node, start, end);
    } else if (Array.isArray(value) && isSeq(node)) {
      (value as readonly YamlValue[]).forEach((item, index) => {
        const inner = node.items[index] as Node;
        follow(item, inner, inner.range![0], inner.range![1]);
      });
    } else if (typeof value === 'object' && value !== null && isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const inner = pair.value as Node | null;
        const key = pair.key.range!;
        follow(
          (value as Record<string, YamlValue>)[String(pair.key.value)],
          inner,
          key[0],
          inner?.range?.[1] ?? key[1],
        );
      }
    }
  };
  documents.forEach((value, index) => {
    const contents = parsed[index]?.contents as Node | null | undefined;
    const [start, end] = contents?.range ?? [0, 0];
    follow(value, contents, start, end);
  });
  return causes;
}

type PlainYaml = string | number | boolean | null | PlainYaml[] | { [key: string]: PlainYaml };

function plain(value: YamlValue): PlainYaml {
  if (value instanceof Traced) return plain(value.value);
  if (Array.isArray(value)) return (value as readonly YamlValue[]).map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, YamlValue | undefined>>);
  return Object.fromEntries(
    entries.flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)]])),
  );
}

/** Comments of traced values are put above their key or item. */
function comments(node: unknown, value: YamlValue | undefined): void {
  const inner = value instanceof Traced ? value.value : value;
  if (isSeq(node) && Array.isArray(inner)) {
    node.items.forEach((item, index) => {
      const part = (inner as readonly YamlValue[])[index];
      if (part instanceof Traced && part.comment !== undefined)
        (item as Node).commentBefore = ` ${part.comment}`;
      comments(item, part);
    });
  } else if (isMap(node) && typeof inner === 'object' && inner !== null) {
    for (const pair of node.items) {
      if (!isScalar(pair.key)) continue;
      const part = (inner as Record<string, YamlValue | undefined>)[String(pair.key.value)];
      if (part instanceof Traced && part.comment !== undefined) pair.key.commentBefore = ` ${part.comment}`;
      comments(pair.value, part);
    }
  }
}
