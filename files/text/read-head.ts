import type { FactProblem, TableRemark } from '../../language/project/facts.ts';
import type { ByteSource } from '../bytes/byte-source.ts';

/** The beginning of a text file, whole lines only. */
export interface TextHead {
  readonly text: string;
  /** More follows in the file. */
  readonly cut: boolean;
  readonly remarks: readonly TableRemark[];
}

/** Enough for a thousand rows of most tables. */
export const HEAD_BYTES = 512 * 1024;

/** Reads whole lines from the beginning of a text file, as UTF-8 where that is what it is. */
export async function readHead(source: ByteSource): Promise<TextHead | { readonly problem: FactProblem }> {
  const bytes = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const cut = source.size > bytes.length;
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return { problem: notUtf8(wide) };
  if (bytes.includes(0)) return { problem: binary };
  const end = cut ? bytes.lastIndexOf(LINE_FEED) + 1 : bytes.length;
  if (end === 0) return { problem: longLine };
  const whole = bytes.subarray(0, end);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(whole), cut, remarks: [] };
  } catch {
    // The bytes of names and numbers are the same in most encodings, so the columns can still be told.
    const text = new TextDecoder('windows-1252').decode(whole);
    return { text, cut, remarks: [foreignBytes(whole)] };
  }
}

const LINE_FEED = 10;

/** Sixteen-bit texts, by their first bytes or by a zero in every other place. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 (little endian)';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 (big endian)';
  const start = bytes.subarray(0, 64);
  const zeros = [0, 1].map((side) => start.filter((byte, index) => index % 2 === side && byte === 0).length);
  if (start.length < 8) return undefined;
  if (zeros[0] === 0 && zeros[1]! > start.length / 3) return 'UTF-16 (little endian)';
  if (zeros[1] === 0 && zeros[0]! > start.length / 3) return 'UTF-16 (big endian)';
  return undefined;
}

/** Names the first place that is no UTF-8. */
function foreignBytes(bytes: Uint8Array): TableRemark {
  const at = firstForeign(bytes);
  const line = bytes.subarray(0, at).filter((byte) => byte === LINE_FEED).length + 1;
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return {
    kind: 'encoding',
    message: `It is no UTF-8: byte 0x${byte} in line ${line}.`,
    hint: 'Write it as UTF-8; it looks like Windows-1252 or Latin-1.',
  };
}

/** Where the first letter begins that is none in UTF-8. */
function firstForeign(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    const length =
      lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    const rest = bytes.subarray(at + 1, at + length);
    if (length === 0 || rest.length < length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) return at;
    at += length;
  }
  return 0;
}

const notUtf8 = (encoding: string): FactProblem => ({
  code: 'encoding',
  message: `The text is written in ${encoding}; readers of tables expect UTF-8.`,
  hint: 'Write it again as UTF-8.',
});

const binary: FactProblem = {
  code: 'not-a-table',
  message: 'The file holds zero bytes, so it is no text.',
  hint: 'Name the text file, or change the format.',
};

const longLine: FactProblem = {
  code: 'too-large',
  message: `Its first line is longer than ${HEAD_BYTES / 1024} KiB.`,
  hint: 'Check that the file has line ends.',
};
