/** Text inside a placeholder. */
export const escapeSnippet = (text: string): string => text.replaceAll(/[\\$}]/gu, String.raw`\$&`);

const escapeChoice = (text: string): string => escapeSnippet(text).replaceAll(/[,|]/gu, String.raw`\$&`);

/** Counts the places that are filled in one after the other. */
export class SnippetStops {
  #next = 1;

  hole(text = ''): string {
    const stop = this.#next++;
    return text === '' ? `$${stop}` : `\${${stop}:${escapeSnippet(text)}}`;
  }

  choice(words: readonly string[]): string {
    return `\${${this.#next++}|${words.map(escapeChoice).join(',')}|}`;
  }
}

/** The same for an editor without placeholders: defaults and first choices are written as they are. */
export function plainText(snippet: string): string {
  const filled = new Map<string, string>();
  const keep = (_: string, stop: string, text: string): string => {
    filled.set(stop, text);
    return text;
  };
  return snippet
    .replaceAll(/\$\{(\d+)\|((?:\\.|[^\\,|])*)[^}]*\|\}/gu, keep)
    .replaceAll(/\$\{(\d+):((?:\\.|[^\\}])*)\}/gu, keep)
    .replaceAll(/(?<!\\)\$(\d+)/gu, (_, stop: string) => filled.get(stop) ?? '')
    .replaceAll(/\\([\\$}|,])/gu, '$1')
    .replaceAll('\t', '  ');
}
