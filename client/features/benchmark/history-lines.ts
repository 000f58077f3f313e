/** A history without the lines of one model; what nobody understands stays, as do line ends. */
export function linesWithout(text: string, subject: string): string {
  return text
    .split(/(?<=\n)/u)
    .filter((line) => subjectOf(line) !== subject)
    .join('');
}

function subjectOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { readonly subject?: unknown } | null)?.subject;
  } catch {
    return undefined;
  }
}
