/** Writes footers field by field: enough to make Parquet files in tests, sound ones and hostile ones. */

/** An unsigned number in groups of seven bits. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

export const zigzag = (value: number): number[] => varint(value >= 0 ? value * 2 : -value * 2 - 1);

/** A field whose number is `step` above that of the field before it. */
export const field = (step: number, type: number, payload: readonly number[]): number[] => [
  step * 16 + type,
  ...payload,
];

export const text = (value: string): number[] => {
  const bytes = new TextEncoder().encode(value);
  return [...varint(bytes.length), ...bytes];
};

/** An element of the schema: a column of whole numbers, or a group of `children`. */
export const element = (name: string, children?: number): number[] =>
  children === undefined
    ? [...field(1, 5, zigzag(2)), ...field(2, 5, zigzag(0)), ...field(1, 8, text(name)), 0]
    : [...field(4, 8, text(name)), ...field(1, 5, zigzag(children)), 0];

/** A footer with these elements, counted as `length`, and what follows them. */
export const footer = (
  elements: readonly number[][],
  rest: readonly number[] = [0],
  length = elements.length,
): number[] => [
  ...field(1, 5, zigzag(1)),
  ...field(1, 9, [0xfc, ...varint(length)]),
  ...elements.flat(),
  ...rest,
];

/** A whole file around a footer; `length` is the footer's length as the file tells it. */
export function parquetFile(bytes: readonly number[], length = bytes.length, magic = 'PAR1'): Uint8Array {
  const size = [0, 8, 16, 24].map((shift) => (length >>> shift) & 255);
  const ascii = (word: string): number[] => [...new TextEncoder().encode(word)];
  return Uint8Array.from([...ascii('PAR1'), ...bytes, ...size, ...ascii(magic)]);
}
