import type { Texts } from './texts.ts';

/** What the server has put together as Markdown, line by line; code in fences stays. */
export const translatedMarkdown = (markdown: string, texts: Texts): string =>
  texts.isEnglish
    ? markdown
    : markdown
        .split(/(^```[^]*?^```$)/mu)
        .map((part, index) => (index % 2 === 1 ? part : part.split('\n').map(lineIn(texts)).join('\n')))
        .join('');

const lineIn =
  (texts: Texts) =>
  (line: string): string => {
    // Two blanks at the end of a line break it.
    const [, text = '', end = ''] = /^(.*?)(\s*)$/u.exec(line)!;
    if (text === '') return line;
    // What a fact follows from is code.
    const [because, ...from] = text.split(' ← ');
    if (from.length > 0) return [texts.of(because!), ...from].join(' ← ') + end;
    return (text.startsWith('| ') ? rowIn(texts, text) : texts.of(text)) + end;
  };

/** Some rows have a text of their own; of the others each cell has. */
function rowIn(texts: Texts, row: string): string {
  const cells = row.slice(2).replace(/ \|$/u, '').split(' | ');
  const shown = cells.map((cell, index) => (index === 2 ? termsIn(texts, cell) : texts.of(cell)));
  const whole = shown[0] === cells[0] ? texts.of(row) : '';
  return whole.startsWith('| ') && whole !== row
    ? whole
    : `| ${shown.join(' | ')}${row.endsWith(' |') ? ' |' : ''}`;
}

/** `weights = 3 GiB + activations = 1 GiB`; letters and formulas stay. */
const termsIn = (texts: Texts, cell: string): string =>
  cell
    .split(' + ')
    .map((term) => {
      const [, name, amount] = /^([^`[=]+) = ([^=]+)$/u.exec(term) ?? [];
      return name === undefined || amount === undefined
        ? term
        : `${texts.piece(name)} = ${texts.piece(amount)}`;
    })
    .join(' + ');

/** What only the language says: a default, a rule with how much it weighs, or what a machine has. */
const OWN = /^(?:Default: `|\*\*TN\d+\*\* |\d+ vCPU, )/u;

/** Documentation that may be the language's or the author's: only what the language says is translated. */
export const translatedDoc = (markdown: string, texts: Texts): string =>
  texts.isEnglish
    ? markdown
    : markdown
        .split('\n\n')
        .map((part) => (OWN.test(part) ? texts.of(part) : texts.exactly(part)))
        .join('\n\n');
