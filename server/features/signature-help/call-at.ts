import { withoutComments } from './without-comments.ts';

/** A call that is being written: its name, and where in it the cursor is. */
export interface OpenCall {
  readonly name: string;
  /** Offset of the name's first letter. */
  readonly start: number;
  /** Arguments before the cursor. */
  readonly argument: number;
  /** `limit` in `gpu_site(limit: …`. */
  readonly named?: string;
}

const NAME_BEFORE = /([\p{L}_][\p{L}\p{N}_]*)\s*$/u;
/** Far enough back for any call; what stands before it can't change the answer. */
const FARTHEST = 4_000;

/** The innermost call around an offset. It reads the text backwards, so that nothing behind it has to be complete. */
export function callAt(whole: string, offset: number): OpenCall | undefined {
  const from = lineStart(whole, Math.max(0, offset - FARTHEST));
  const text = withoutComments(whole.slice(from, offset));
  return text === undefined ? undefined : callBefore(text, from);
}

function callBefore(text: string, from: number): OpenCall | undefined {
  let depth = 0;
  let argument = 0;
  let argumentStart: number | undefined;
  for (let at = text.length - 1; at >= 0; at--) {
    const sign = text[at]!;
    if (sign === '"') at = openingQuote(text, at);
    else if (sign === ')' || sign === ']' || sign === '}') depth++;
    else if (sign === '[' || sign === '{') {
      if (depth === 0) return undefined;
      depth--;
    } else if (sign === ',' && depth === 0) {
      argumentStart ??= at + 1;
      argument++;
    } else if (sign === '(') {
      if (depth > 0) {
        depth--;
        continue;
      }
      const name = NAME_BEFORE.exec(text.slice(Math.max(0, at - 200), at));
      if (!name) return undefined;
      const named = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*:/u.exec(text.slice(argumentStart ?? at + 1))?.[1];
      return {
        name: name[1]!,
        start: from + at - name[0].length,
        argument,
        ...(named === undefined ? {} : { named }),
      };
    }
  }
  return undefined;
}

/** The quote in the same line that opens a text; without one the place itself. */
function openingQuote(text: string, closing: number): number {
  const line = lineStart(text, closing);
  for (let at = closing - 1; at >= line; at--) if (text[at] === '"' && text[at - 1] !== '\\') return at;
  return closing;
}

const lineStart = (text: string, offset: number): number =>
  offset === 0 ? 0 : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
