/**
 * Puts the declarations of a `.tenon` text into the opposite order. The package and import lines stay
 * on top; comments stay with the declaration below them.
 */
export function reverseDeclarations(text: string): string {
  const { head, declarations } = splitDeclarations(text);
  return [head, ...declarations.reverse()].map((part) => part.replace(/\n*$/, '\n\n')).join('');
}

function splitDeclarations(text: string): { head: string; declarations: string[] } {
  const parts: string[][] = [];
  let pending: string[] = [];
  let depth = 0;
  let open = false;
  let inText = false;
  let inComment = false;
  for (const line of text.split('\n')) {
    const outside = depth === 0 && !inText && !inComment;
    const startsHere = outside && /^[\p{L}_`]/u.test(line);
    if (startsHere) {
      parts.push([...pending, line]);
      pending = [];
      open = true;
    } else if (inComment && pending.length > 0) pending.push(line);
    else if (outside && (!open || /^(\/\/|\/\*|\s*$)/.test(line))) pending.push(line);
    else {
      parts.at(-1)!.push(...pending, line);
      pending = [];
    }
    ({ depth, inText, inComment } = scan(line, { depth, inText, inComment }));
  }
  const headEnd = parts.findLastIndex(isHead);
  const head = parts.slice(0, headEnd + 1).flat();
  const tail = pending.some((line) => line.trim() !== '') ? [pending.join('\n')] : [];
  return {
    head: head.join('\n'),
    declarations: [...parts.slice(headEnd + 1).map((part) => part.join('\n')), ...tail],
  };
}

const isHead = (part: readonly string[]): boolean => part.some((line) => /^(package|import)\b/.test(line));

interface ScanState {
  depth: number;
  inText: boolean;
  inComment: boolean;
}

/** Follows braces, triple quotes and block comments over one line; strings and line comments are skipped. */
function scan(line: string, state: ScanState): ScanState {
  let { depth, inText, inComment } = state;
  const tokens = /"""|\/\*|\*\/|\/\/.*|"(?:[^"\\]|\\.)*"|[{}()[\]]/g;
  for (const [token] of line.matchAll(tokens)) {
    if (inComment) inComment = token !== '*/';
    else if (inText) inText = token !== '"""';
    else if (token === '"""') inText = true;
    else if (token === '/*') inComment = true;
    else if ('{(['.includes(token)) depth += 1;
    else if ('})]'.includes(token)) depth -= 1;
  }
  return { depth, inText, inComment };
}
