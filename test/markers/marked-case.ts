import type { Position, Range } from 'vscode-languageserver-protocol';

/** How the texts of a case are written: every case must hold in all of them. */
export const VARIANTS = ['as written', 'with CRLF', 'behind wide characters'] as const;
export type Variant = (typeof VARIANTS)[number];

/** What is asked for, and what has to come back. */
export interface Expectation {
  readonly line: number;
  readonly verb: string;
  /** Name of a marker; empty where the whole text is asked. */
  readonly marker: string;
  readonly operator: '->' | ':' | '!' | '=' | 'none';
  readonly wanted: string;
}

export interface Marker {
  readonly path: string;
  readonly range: Range;
}

export interface MarkedCase {
  readonly files: ReadonlyMap<string, string>;
  readonly markers: ReadonlyMap<string, Marker>;
  readonly expectations: readonly Expectation[];
  /** The first text after formatting, where the case says it. */
  readonly formatted?: string;
}

const SECTION = /^==== (.+)$/u;
const EXPECTATION =
  /^(?<verb>[a-zA-Z]+)(?: (?<marker>[\w.:-]+))?(?: (?<operator>->|:|!|=) (?<wanted>.*)| none)$/u;

/**
 * Reads a case: texts with `⟦name|…⟧` around what is meant and `⟪name⟫` at places, further files after
 * `==== path`, and after `==== expect` a line for each thing that is expected. `lines plain` keeps the lines as they
 * are, for texts in which the beginning of a line counts.
 */
export function readCase(source: string, variant: Variant): MarkedCase {
  const sections = sectionsOf(source);
  const expected = sections.get('expect') ?? [];
  const isPlain = expected.some(({ text }) => text === 'lines plain');
  const files = new Map<string, string>();
  const markers = new Map<string, Marker>();
  for (const [name, lines] of sections) {
    if (name === 'expect' || name === 'formatted') continue;
    const written = lines.map(({ text }) => `${text}\n`).join('');
    const { text, places } = unmark(inVariant(name, written, isPlain ? plainOf(variant) : variant));
    files.set(name, text);
    for (const [marker, range] of places) {
      if (markers.has(marker)) throw new Error(`there are two markers ${marker}`);
      markers.set(marker, { path: name, range });
    }
  }
  const formatted = sections
    .get('formatted')
    ?.map(({ text }) => `${text}\n`)
    .join('');
  return {
    files,
    markers,
    expectations: expected.flatMap(readExpectation),
    ...(formatted === undefined ? {} : { formatted }),
  };
}

interface Line {
  readonly text: string;
  readonly line: number;
}

function sectionsOf(source: string): Map<string, Line[]> {
  const sections = new Map<string, Line[]>([['main.tenon', []]]);
  let lines = sections.get('main.tenon')!;
  for (const [index, text] of source.replace(/\n$/u, '').split('\n').entries()) {
    const name = SECTION.exec(text)?.[1];
    if (name === undefined) lines.push({ text, line: index + 1 });
    else sections.set(name, (lines = []));
  }
  return sections;
}

function readExpectation({ text, line }: Line): Expectation[] {
  if (text === '' || text === 'lines plain' || text.startsWith('#')) return [];
  const groups = EXPECTATION.exec(text)?.groups;
  if (!groups) throw new Error(`line ${line} is no expectation: ${text}`);
  const { verb = '', marker = '', operator, wanted = '' } = groups;
  return [
    { line, verb, marker, operator: (operator as Expectation['operator'] | undefined) ?? 'none', wanted },
  ];
}

const plainOf = (variant: Variant): Variant => (variant === 'with CRLF' ? variant : 'as written');

/** Two code units each, and one that is longer in bytes than in code units. */
const WIDE = '/* 🚀𝒳é */ ';

function inVariant(path: string, text: string, variant: Variant): string {
  if (!path.endsWith('.tenon')) return text;
  if (variant === 'with CRLF') return text.replaceAll('\n', '\r\n');
  return variant === 'as written' ? text : text.replaceAll(/^(?=.*\S)/gmu, WIDE);
}

const MARK = /⟦(?<from>[\w-]+)\||⟪(?<at>[\w-]+)⟫|⟧/gu;

function unmark(marked: string): { readonly text: string; readonly places: Map<string, Range> } {
  const places = new Map<string, Range>();
  const open: { name: string; start: Position }[] = [];
  let text = '';
  let last = 0;
  for (const match of marked.matchAll(MARK)) {
    text += marked.slice(last, match.index);
    last = match.index + match[0].length;
    const here = endOf(text);
    const { from, at } = match.groups ?? {};
    if (from !== undefined) open.push({ name: from, start: here });
    else if (at !== undefined) places.set(at, { start: here, end: here });
    else {
      const opened = open.pop();
      if (!opened) throw new Error(`⟧ at ${here.line + 1} closes nothing`);
      places.set(opened.name, { start: opened.start, end: here });
    }
  }
  if (open.length > 0) throw new Error(`⟦${open[0]!.name}| is not closed`);
  return { text: text + marked.slice(last), places };
}

function endOf(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
