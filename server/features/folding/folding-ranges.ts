/** Lines that can be folded to their first one; zero-based, both ends included. */
export interface FoldingLines {
  readonly start: number;
  readonly end: number;
  readonly kind: 'block' | 'comment' | 'imports' | 'region';
}

/** Comments, texts and brackets; everything between them is of no interest here. */
const TOKENS =
  /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\r\n])*"?|`[^`\r\n]*`?|[{}[\]]/gu;
const REGION_START = /^\/\/+\s*#?region\b/u;
const REGION_END = /^\/\/+\s*#?endregion\b/u;

/** What can be folded. It looks at brackets and comments only, so that it works in any half-written text. */
export function foldingRanges(text: string): FoldingLines[] {
  const result: FoldingLines[] = [];
  const add = (start: number, end: number, kind: FoldingLines['kind']): void => {
    // Two brackets that open in one line and close in another are one thing to fold.
    const last = result.at(-1);
    const isNew = last?.start !== start || last.end !== end;
    if (end > start && isNew) result.push({ start, end, kind });
  };
  const open: number[] = [];
  const regions: number[] = [];
  let comments: { start: number; end: number } | undefined;
  const lineAt = lineCounter(text);
  for (const match of text.matchAll(TOKENS)) {
    const [token] = match;
    const line = lineAt(match.index);
    if (token.startsWith('//')) {
      if (REGION_START.test(token)) regions.push(line);
      else if (REGION_END.test(token)) add(regions.pop() ?? line, line, 'region');
      else if (startsItsLine(text, match.index)) {
        if (comments?.end === line - 1) comments.end = line;
        else {
          if (comments) add(comments.start, comments.end, 'comment');
          comments = { start: line, end: line };
        }
      }
    } else if (token.startsWith('/*')) add(line, lineAt(match.index + token.length), 'comment');
    else if (token.startsWith('"""')) add(line, lineAt(match.index + token.length), 'block');
    else if (token === '{' || token === '[') open.push(line);
    // The closing bracket stays visible below the folded line.
    else if (token === '}' || token === ']') add(open.pop() ?? line, line - 1, 'block');
  }
  if (comments) add(comments.start, comments.end, 'comment');
  return [...result, ...importLines(text)].sort((a, b) => a.start - b.start || b.end - a.end);
}

function importLines(text: string): FoldingLines[] {
  const lines = text.split(/\r\n|\n|\r/u);
  const imports = lines.flatMap((line, index) => (/^import\s/u.test(line) ? [index] : []));
  const [first] = imports;
  const last = imports.at(-1);
  return first !== undefined && last! > first ? [{ start: first, end: last!, kind: 'imports' }] : [];
}

function startsItsLine(text: string, offset: number): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return text.slice(lineStart, offset).trim() === '';
}

/** Line of an offset; offsets come in growing order, so the text is walked once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) {
      const isBreak = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
      if (isBreak) line++;
    }
    return line;
  };
}
