import { AstUtils, GrammarUtils, type AstNode } from 'langium';
import {
  isBody,
  isColumns,
  isDeclaration,
  isEntry,
  isFile,
  isParameter,
  isSchema,
  isStep,
  isTemplate,
} from '../generated/ast.ts';
import type { Body, Declaration, Entry, File, Statement } from '../generated/ast.ts';
import type { Gap } from './format-layout.ts';
import type { FormatInput, FormatItem } from './format-items.ts';
import type { TextSpan } from './formatter.ts';

/** Offsets of the colons that name a type and have a space before them: `amount : float64`, unlike `ttl: 30d`. */
export function typedColonsOf(file: File): Set<number> {
  const colons = new Set<number>();
  for (const node of AstUtils.streamAst(file)) {
    const typed = (isEntry(node) && isTypedRow(node)) || isDeclaration(node) || isParameter(node);
    const colon = typed ? GrammarUtils.findNodeForKeyword(node.$cstNode, ':') : undefined;
    if (colon) colons.add(colon.offset);
  }
  return colons;
}

/** `x : T` in a schema, `x : T = formula`, and `control : ranker@4 { … }`. */
function isTypedRow(entry: Entry): boolean {
  const owner = entry.$container.$container;
  return (
    isSchema(owner) ||
    isColumns(owner) ||
    (entry.value !== undefined && (entry.formula !== undefined || entry.body !== undefined))
  );
}

/** One aligned line: the places before which spaces may be put, from left to right. */
interface Row {
  readonly kind: string;
  readonly start: number;
  readonly points: readonly (number | undefined)[];
}

/**
 * Puts columns under each other: in rows that follow one another without an empty line between, the colons and
 * equals signs of typed rows and formulas, the equals signs of steps, and what follows the names of declarations
 * with the same noun. With a span its rows go on the columns of the others only where these stay as they are.
 */
export function align(input: FormatInput, gaps: Gap[], span?: TextSpan): void {
  const { items } = input;
  const { file } = input.parsed;
  const indexAt = new Map(items.map((item, index) => [item.start, index]));
  const lines = new Lines(items, gaps);
  const chosen = span && new Chosen(input, gaps, span);
  for (const node of AstUtils.streamAst(file)) {
    if (!isFile(node) && !isBody(node) && !isTemplate(node)) continue;
    const rows = isTemplate(node)
      ? node.parameters.map((each) => parameterRow(each, indexAt))
      : rowsOf(node, indexAt);
    for (const block of blocksOf(rows, lines)) {
      alignBlock(block, lines);
      const own = chosen?.apart(block, ({ start, points }) => [start, ...points]);
      if (own && own.length > 0) alignBlock(own, lines);
    }
  }
  alignComments(items, gaps, lines, chosen);
}

function rowsOf(owner: File | Body, indexAt: ReadonlyMap<number, number>): (Row | undefined)[] {
  return owner.statements.map((statement: Statement) => {
    const start = indexAt.get(statement.$cstNode?.offset ?? -1);
    if (start === undefined) return undefined;
    const at = (sign: string): number | undefined => placeOf(statement, sign, indexAt);
    if (isEntry(statement)) {
      if (!isTypedRow(statement) && statement.formula === undefined) return undefined;
      return { kind: 'row', start, points: [at(':'), at('=')] };
    }
    if (!isDeclaration(statement)) return undefined;
    if (isStep(statement)) return { kind: 'step', start, points: [at('=')] };
    return declarationRow(statement, start, indexAt);
  });
}

function declarationRow(
  declaration: Declaration,
  start: number,
  indexAt: ReadonlyMap<number, number>,
): Row | undefined {
  const cst = declaration.$cstNode!;
  const name = GrammarUtils.findNodeForProperty(cst, 'name');
  const nameAt = indexAt.get(name?.offset ?? -1);
  if (nameAt === undefined) return undefined;
  const spread = cst.text.includes('\n') && declaration.type === undefined && declaration.value === undefined;
  if (spread || declaration.parameters.length > 0) return undefined;
  const isTensor = declaration.noun === 'input' || declaration.noun === 'output';
  return {
    kind: isTensor ? 'tensor' : declaration.noun,
    start,
    points: isTensor ? [nameAt, nameAt + 1] : [nameAt + 1],
  };
}

function parameterRow(parameter: AstNode, indexAt: ReadonlyMap<number, number>): Row | undefined {
  const start = indexAt.get(parameter.$cstNode?.offset ?? -1);
  const colon = placeOf(parameter, ':', indexAt);
  return start === undefined || colon === undefined
    ? undefined
    : { kind: 'parameter', start, points: [colon] };
}

function placeOf(node: AstNode, sign: string, indexAt: ReadonlyMap<number, number>): number | undefined {
  return indexAt.get(GrammarUtils.findNodeForKeyword(node.$cstNode, sign)?.offset ?? -1);
}

/** A documented declaration stands by itself; rows and steps stay a table when one of them has a comment. */
const COLUMNS_ACROSS_COMMENTS: ReadonlySet<string> = new Set(['row', 'step', 'tensor', 'parameter']);

/** Rows of one kind that begin lines of their own, without an empty line or another statement between. */
function blocksOf(rows: readonly (Row | undefined)[], lines: Lines): Row[][] {
  const blocks: Row[][] = [];
  let block: Row[] = [];
  for (const row of rows) {
    const usable = row && lines.isRow(row);
    const follows =
      usable &&
      block.length > 0 &&
      block[0]!.kind === row.kind &&
      lines.follows(row.start, COLUMNS_ACROSS_COMMENTS.has(row.kind));
    if (!follows) {
      blocks.push(block);
      block = [];
    }
    if (usable) block.push(row);
  }
  blocks.push(block);
  return blocks.filter(({ length }) => length > 1);
}

function alignBlock(block: readonly Row[], lines: Lines): void {
  for (let column = 0; column < block[0]!.points.length; column++) {
    const later = block.some(({ points }) => points[column] !== undefined);
    if (!later) continue;
    const rows = block.filter(({ points }) => points[column] !== undefined);
    const width = Math.max(
      ...(column === 0 && block[0]!.kind === 'row' ? block : rows).map((row) =>
        lines.widthBefore(row, firstPoint(row, column)),
      ),
    );
    for (const row of rows) {
      const point = row.points[column]!;
      lines.setSpaces(point, width + 1 - lines.widthBefore(row, point));
    }
  }
}

/** In a block of typed rows and formulas the name column is as wide as the longest name of either. */
const firstPoint = (row: Row, column: number): number =>
  row.points[column] ?? row.points.find((point) => point !== undefined)!;

/** Comments at the ends of lines that follow one another. */
function alignComments(
  items: readonly FormatItem[],
  gaps: Gap[],
  lines: Lines,
  chosen: Chosen | undefined,
): void {
  let block: number[] = [];
  const alignAll = (comments: readonly number[]): void => {
    const width = Math.max(0, ...comments.map((index) => lines.columnOf(index) - gaps[index]!.spaces));
    for (const index of comments)
      lines.setSpaces(index, width + 2 - (lines.columnOf(index) - gaps[index]!.spaces));
  };
  const flush = (): void => {
    alignAll(block);
    const own = chosen?.apart(block, (index) => [index, index]);
    if (own) alignAll(own);
    block = [];
  };
  for (const [index, item] of items.entries()) {
    const isTrailing =
      item.type === 'comment' && item.text.startsWith('//') && index > 0 && gaps[index]!.breaks === 0;
    if (!isTrailing || gaps[index]!.kept) continue;
    const previous = block.at(-1);
    const nextLine = previous !== undefined && lines.breaksBetween(previous, index) === 1;
    if (!nextLine) flush();
    block.push(index);
  }
  flush();
}

/** The rows that a span asks for, among those that stay. */
class Chosen {
  readonly #input: FormatInput;
  readonly #gaps: readonly Gap[];
  readonly #span: TextSpan;

  constructor(input: FormatInput, gaps: readonly Gap[], span: TextSpan) {
    this.#input = input;
    this.#gaps = gaps;
    this.#span = span;
  }

  /** The rows of the span, when the other rows of a block are not aligned as they would be; else undefined. */
  apart<T>(block: readonly T[], placesOf: (row: T) => readonly (number | undefined)[]): T[] | undefined {
    const isChosen = (row: T): boolean => {
      const { start } = this.#input.items[placesOf(row)[0]!]!;
      return start >= this.#span.start && start <= this.#span.end;
    };
    const others = block.filter((row) => !isChosen(row));
    const stays = others.every((row) =>
      placesOf(row)
        .slice(1)
        .every((place) => this.#isAligned(place)),
    );
    return stays ? undefined : block.filter(isChosen);
  }

  #isAligned(place: number | undefined): boolean {
    const { items, text } = this.#input;
    if (place === undefined || place === 0) return true;
    const between = text.slice(items[place - 1]!.end, items[place]!.start);
    return between === ' '.repeat(this.#gaps[place]!.spaces);
  }
}

/** Widths and breaks of the lines as they will be. */
class Lines {
  readonly #items: readonly FormatItem[];
  readonly #gaps: Gap[];

  constructor(items: readonly FormatItem[], gaps: Gap[]) {
    this.#items = items;
    this.#gaps = gaps;
  }

  setSpaces(index: number, spaces: number): void {
    this.#gaps[index]!.spaces = spaces;
  }

  isRow({ start, points }: Row): boolean {
    const last = points.findLast((point) => point !== undefined);
    const first = this.#gaps[start]!;
    if (
      last === undefined ||
      this.#items[last] === undefined ||
      (start > 0 && first.breaks === 0) ||
      first.kept
    )
      return false;
    return this.#gaps.slice(start + 1, last + 1).every(({ breaks, kept }) => breaks === 0 && !kept);
  }

  /** Whether there is no empty line, and perhaps no comment, between this line and the statement above. */
  follows(start: number, acrossComments: boolean): boolean {
    let index = start;
    if (!acrossComments) return this.#gaps[index]!.breaks === 1 && !this.#isOwnLineComment(index - 1);
    while (this.#gaps[index]!.breaks === 1 && this.#isOwnLineComment(index - 1)) index--;
    return this.#gaps[index]!.breaks === 1;
  }

  #isOwnLineComment(index: number): boolean {
    return this.#items[index]?.type === 'comment' && (index === 0 || this.#gaps[index]!.breaks > 0);
  }

  widthBefore(row: Row, point: number): number {
    let width = this.#items[row.start]!.text.length;
    for (let index = row.start + 1; index < point; index++)
      width += this.#gaps[index]!.spaces + this.#items[index]!.text.length;
    return width;
  }

  /** Where an item begins in its line. */
  columnOf(index: number): number {
    let column = 0;
    for (let at = index; at >= 0; at--) {
      const gap = this.#gaps[at]!;
      column += gap.spaces + (gap.comma ? 1 : 0);
      if (gap.breaks > 0 || at === 0) return column;
      column += this.#lastLineLength(at - 1);
      if (this.#items[at - 1]!.text.includes('\n')) return column;
    }
    return column;
  }

  #lastLineLength(index: number): number {
    const { text } = this.#items[index]!;
    return text.length - (text.lastIndexOf('\n') + 1);
  }

  breaksBetween(from: number, to: number): number {
    let breaks = 0;
    for (let index = from + 1; index <= to; index++) breaks += this.#gaps[index]!.breaks;
    return breaks;
  }
}
