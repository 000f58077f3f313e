import type { Bracket, FormatInput, FormatItem } from './format-items.ts';

/** What stands between two items: line breaks with the indentation, or spaces. */
export interface Gap {
  /** A comma that separates statements or ends a list over several lines. */
  comma: boolean;
  /** 0 on the same line, 2 with an empty line between. */
  breaks: number;
  /** Spaces before the next item: the indentation after a line break. */
  spaces: number;
  /** The original text is kept, because a syntax error is near. */
  kept: boolean;
}

const INDENT = 2;
const HAS_TEXT = /[^\s\uFEFF]/u;

/** The gap before each item, and one more for the end of the file. */
export function layOut(input: FormatInput, typedColons: ReadonlySet<number>): Gap[] {
  const { items, text } = input;
  /** Level of the line that a bracket was opened on, and of the line that the current statement in it began on. */
  const openingLevels = new Map<Bracket, number>();
  const statementLevels = new Map<Bracket | undefined, number>();
  const gaps: Gap[] = [];
  let lineLevel = 0;
  for (const [index, item] of items.entries()) {
    const previous = items[index - 1];
    const between = text.slice(previous?.end ?? 0, item.start);
    const breaks = previous ? breaksBetween(previous, item, between) : 0;
    if (breaks > 0 || !previous) lineLevel = levelOf(item, openingLevels, statementLevels);
    if (item.startsStatement) statementLevels.set(item.inside, lineLevel);
    if (item.opens) openingLevels.set(item.opens, lineLevel);
    const comma = previous !== undefined && needsComma(previous, item, items[index + 1], between, breaks);
    const spaces =
      breaks > 0 || !previous
        ? lineLevel * INDENT
        : spacesBetween(previous, item, items[index - 2], comma, typedColons);
    gaps.push({ comma, breaks, spaces, kept: isKept(input, previous, item, between) });
  }
  const last = items.at(-1);
  const rest = text.slice(last?.end ?? 0);
  gaps.push({ comma: false, breaks: last ? 1 : 0, spaces: 0, kept: HAS_TEXT.test(rest) });
  return gaps;
}

function levelOf(
  item: FormatItem,
  openingLevels: ReadonlyMap<Bracket, number>,
  statementLevels: ReadonlyMap<Bracket | undefined, number>,
): number {
  if (item.closes) return openingLevels.get(item.closes) ?? 0;
  const inner = item.inside ? openingLevels.get(item.inside)! + 1 : 0;
  if (item.startsStatement || (item.inside && item.inside.type !== '{')) return inner;
  return (statementLevels.get(item.inside) ?? inner) + 1;
}

function breaksBetween(previous: FormatItem, item: FormatItem, between: string): number {
  const written = between.split('\n').length - 1;
  const afterLineComment = previous.text.startsWith('//') && previous.type === 'comment';
  if (item.closes) {
    if (item.closes.empty) return afterLineComment ? 1 : 0;
    return item.closes.type === '{' ? (item.closes.multiLine ? 1 : 0) : Math.min(written, 1);
  }
  if (item.type === 'comment') return previous.opens ? Math.min(written, 1) : Math.min(written, 2);
  if (afterLineComment) return Math.min(written, 2);
  if (item.opens?.type === '{' && !item.startsStatement) return 0;
  if (item.type === 'else' && previous.type === '}') return 0;
  if (previous.opens)
    return previous.opens.type === '{' ? (previous.opens.multiLine ? 1 : 0) : Math.min(written, 1);
  if (item.startsStatement) {
    const oneLine = item.inside !== undefined && !item.inside.multiLine;
    if (previous.type === 'comment' && written === 0) return 0;
    return oneLine ? 0 : Math.max(1, Math.min(written, 2));
  }
  return Math.min(written, 1);
}

/** Commas separate statements on one line; a last comma in a list stays where its bracket is on a line of its own. */
function needsComma(
  previous: FormatItem,
  item: FormatItem,
  next: FormatItem | undefined,
  between: string,
  breaks: number,
): boolean {
  if (previous.opens || (item.type === 'comment' && next?.closes)) return false;
  if (item.closes) return item.closes.type !== '{' && breaks > 0 && between.includes(',');
  const oneLineBody = item.inside?.type === '{' && !item.inside.multiLine;
  return oneLineBody && item.startsStatement && previous.type !== 'comment';
}

const isKept = (
  { frozen }: FormatInput,
  previous: FormatItem | undefined,
  item: FormatItem,
  between: string,
): boolean =>
  HAS_TEXT.test(between.replace(',', '')) ||
  (previous !== undefined && frozen.some(([start, end]) => previous.end > start && item.start < end));

const TIGHT_AROUND: ReadonlySet<string> = new Set(['.', '..', '@']);
const OPERATORS: ReadonlySet<string> = new Set([
  '=',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '..',
  ',',
  ':',
  'in',
  'and',
  'or',
  'not',
  'if',
  'then',
  'else',
  'VERB',
  'CLAUSE',
  '(',
  '[',
  '{',
]);
const CALLED: ReadonlySet<string> = new Set(['NAME', 'STRING', 'FLAG', ')', ']', '?']);

function spacesBetween(
  previous: FormatItem,
  item: FormatItem,
  beforePrevious: FormatItem | undefined,
  comma: boolean,
  typedColons: ReadonlySet<number>,
): number {
  if (comma) return 1;
  if (previous.type === 'comment' || item.type === 'comment') return item.text.startsWith('//') ? 2 : 1;
  if (item.closes) return item.closes.empty || item.closes.type === '(' || item.closes.type === '[' ? 0 : 1;
  if (previous.opens) return previous.opens.type === '(' || previous.opens.type === '[' ? 0 : 1;
  if (item.type === ',' || item.type === '?' || item.type === '.{') return 0;
  if (item.type === ':') return typedColons.has(item.start) ? 1 : 0;
  if (TIGHT_AROUND.has(item.type) || TIGHT_AROUND.has(previous.type)) return 0;
  if (item.opens && item.opens.type !== '{') return CALLED.has(previous.type) ? 0 : 1;
  const isUnary =
    previous.type === '-' && (beforePrevious === undefined || OPERATORS.has(beforePrevious.type));
  return isUnary ? 0 : 1;
}
