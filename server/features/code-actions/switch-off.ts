import { isMap, isScalar, LineCounter, parseDocument, type Pair, type YAMLMap } from 'yaml';
import type { Range } from 'vscode-languageserver';

/** How a rule is switched off in the text of the project file; nothing when that is no object. */
export function switchOff(text: string, code: string): { range: Range; newText: string } | undefined {
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(text, { lineCounter: lines, schema: 'json' });
  if (errors.length > 0 || !isMap(contents) || !contents.range) return undefined;
  const edit = (from: number, to: number, newText: string): { range: Range; newText: string } => ({
    range: { start: positionAt(lines, from), end: positionAt(lines, to) },
    newText,
  });
  const rules = valueOf(contents, 'rules');
  if (!isMap(rules) || !rules.range) {
    if (rules !== undefined) return undefined;
    const { separator, inner } = layoutOf(text, contents);
    return addTo(
      contents,
      `"rules": {${inner}"${code}": "off"${separator === ' ' ? ' ' : separator}}`,
      edit,
      text,
    );
  }
  const severity = valueOf(rules, code);
  if (isScalar(severity) && severity.range) return edit(severity.range[0], severity.range[1], '"off"');
  return addTo(rules, `"${code}": "off"`, edit, text);
}

type MakeEdit = (from: number, to: number, newText: string) => { range: Range; newText: string };

/** Behind the last entry of an object, laid out like it. */
function addTo(map: YAMLMap, entry: string, edit: MakeEdit, text: string): { range: Range; newText: string } {
  const { separator } = layoutOf(text, map);
  const last = map.items.at(-1);
  const end = last && rangeOfValue(last);
  if (end !== undefined) return edit(end, end, `,${separator}${entry}`);
  const [from, to] = map.range!;
  return edit(from, to, `{ ${entry} }`);
}

/** What stands before each entry of an object, and before those of an object inside it. */
function layoutOf(text: string, map: YAMLMap): { separator: string; inner: string } {
  const key = map.items[0]?.key;
  const offset = isScalar(key) ? key.range?.[0] : undefined;
  const separator =
    offset === undefined ? ' ' : (/(?:\r\n|\n)[ \t]*$/u.exec(text.slice(0, offset))?.[0] ?? ' ');
  return { separator, inner: separator === ' ' ? ' ' : `${separator}  ` };
}

const valueOf = (map: YAMLMap, name: string): unknown =>
  map.items.find(({ key }) => isScalar(key) && key.value === name)?.value ?? undefined;

function rangeOfValue({ value }: Pair): number | undefined {
  const range = (value as { range?: readonly number[] | null } | null)?.range;
  return range?.[1];
}

function positionAt(lines: LineCounter, offset: number): Range['start'] {
  const { line, col } = lines.linePos(offset);
  return { line: line - 1, character: col - 1 };
}
