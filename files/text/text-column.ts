import type { TableColumn, TextKind, TextMisfit } from '../../language/project/facts.ts';
import { scalar, UNKNOWN_TYPE, type DataType } from '../../language/types/data-type.ts';

/** Texts that stand for a value that is not there. */
export const NULL_MARKERS: ReadonlySet<string> = new Set([
  '', 'NA', 'N/A', 'n/a', '#N/A', 'null', 'NULL', 'Null', 'None', 'nan', 'NaN', 'NAN', '\\N', '<NA>',
]); // prettier-ignore

const INTEGER = /^[+-]?(0|[1-9]\d{0,18})$/;
const NUMBER = /^[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[+-]?\d+)?$|^[+-]?inf(inity)?$/i;
const BOOL = /^(true|false)$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIMESTAMP =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?( ?(Z|UTC|[+-]\d\d:?\d\d))?)?$/;

const LARGEST = 9_223_372_036_854_775_807n;

/** What counts as a value of each kind. A number such as 00123 is a text: its zeros mean something. */
const FITS: Readonly<Record<TextKind, (text: string) => boolean>> = {
  integer: (text) => INTEGER.test(text) && isLong(text),
  number: (text) => NUMBER.test(text),
  bool: (text) => BOOL.test(text),
  date: (text) => DATE.test(text),
  timestamp: (text) => TIMESTAMP.test(text),
};
const KINDS = Object.keys(FITS) as TextKind[];

function isLong(text: string): boolean {
  const value = BigInt(text.replace('+', ''));
  return value <= LARGEST && value >= -LARGEST - 1n;
}

/** Types in the order in which they are preferred. */
const TYPES: readonly (readonly [TextKind, DataType])[] = [
  ['bool', scalar('bool')],
  ['integer', scalar('int64')],
  ['number', scalar('float64')],
  ['date', scalar('date')],
  ['timestamp', scalar('timestamp')],
];

/** Longest text that a message shows of a value. */
const SHOWN = 40;

/** Collects the texts of one column and tells which type holds them all. */
export class TextColumn {
  readonly name: string;
  #values = 0;
  #nulls = 0;
  readonly #misfits: Partial<Record<TextKind, TextMisfit>> = {};
  #smallest = Number.POSITIVE_INFINITY;
  #largest = Number.NEGATIVE_INFINITY;

  constructor(name: string) {
    this.name = name;
  }

  addNull(): void {
    this.#nulls++;
  }

  /** `line` is the line of the file, counted from 1. */
  add(text: string, line: number): void {
    this.#values++;
    for (const kind of KINDS) {
      if (this.#misfits[kind] || FITS[kind](text)) continue;
      this.#misfits[kind] = { text: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text, line };
    }
    if (this.#misfits.number) return;
    const value = Number(text);
    if (Number.isNaN(value)) return;
    this.#smallest = Math.min(this.#smallest, value);
    this.#largest = Math.max(this.#largest, value);
  }

  get hasValues(): boolean {
    return this.#values > 0;
  }

  column(): TableColumn {
    const isNumeric = this.hasValues && !this.#misfits.number && this.#smallest <= this.#largest;
    return {
      name: this.name,
      type: { ...this.#type(), nullable: this.#nulls > 0 },
      nulls: this.#nulls,
      misfits: this.#misfits,
      ...(isNumeric ? { range: [this.#smallest, this.#largest] as const } : {}),
    };
  }

  #type(): DataType {
    if (!this.hasValues) return UNKNOWN_TYPE;
    return TYPES.find(([kind]) => !this.#misfits[kind])?.[1] ?? scalar('string');
  }
}
