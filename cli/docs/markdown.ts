/** A text in Markdown that looks as it is. */
export const plainText = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|~$]/gu, '\\$&');

/** Code in a cell of a table, whatever is in it; an empty text is shown, too. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll('|', '\\|');
  if (line.trim() === '') return '`""`';
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length)) + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A table of cells that are Markdown already; nothing without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}

/** The first sentence of a documentation, on one line. */
export function firstSentence(documentation = ''): string {
  const line = documentation.replaceAll(/\s+/gu, ' ').trim();
  return plainText(/^.*?(?:[.!?](?= |$)|[。！？])/u.exec(line)?.[0] ?? line);
}

/** Documentation is Markdown of its author; only its headings must not stand among those of the page. */
export const paragraphs = (documentation: string): string =>
  documentation.trim().replaceAll(/^(#+\s)/gmu, '\\$1');
