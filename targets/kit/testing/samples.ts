import type { Origin } from '../../../language/model/origin.ts';

/** An origin in `main.tenon` at a zero-based line, for tests of single functions. */
export const originAt = (line: number, element: string, more: Partial<Origin> = {}): Origin => ({
  file: 'main.tenon',
  range: { start: { line, character: 0 }, end: { line, character: 10 } },
  element,
  layer: 'declaration',
  ...more,
});

/** Text that tries to break out of quotes, templates, lines and comments. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  'plain',
  'a "quoted" \\ word\\',
  "it's",
  '${path.module} %{ if true } $${x} %%{y} $',
  'two\nlines\r\n\tand a tab',
  '# no comment // nor this',
  'null',
  'no',
  '1_000',
  '0o17',
  '- item: x',
  '\u0000\u0007\u001b\u007f',
  'line\u2028separator\u2029s',
  'Zürich 東京 🛫',
  ' blanks around ',
  'trailing blanks  \nin lines\t\n',
  '\u0085\ufeff',
  '${"${nested}"}',
];
