import type { FactProblem, TableFact } from '../../language/project/facts.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { columnsOf } from './column-type.ts';
import { readFooter, type Footer } from './footer.ts';
import { Malformed } from './thrift-reader.ts';

export const MAGIC = 'PAR1';
const ENCRYPTED = 'PARE';

/** Bytes at the end: length of the footer and the magic. */
const TAIL = 8;

/** A longer footer is read only so far: the schema stands at its beginning, a million column chunks behind it. */
const MOST_FOOTER = 4 * 2 ** 20;

const CODECS = ['uncompressed', 'snappy', 'gzip', 'lzo', 'brotli', 'lz4', 'zstd', 'lz4_raw'];

/** Reads the columns of a Parquet file from its footer: two small reads of a file of any size. */
export async function readParquet(source: ByteSource, signal?: AbortSignal): Promise<TableFact> {
  const tail = await source.read(Math.max(0, source.size - TAIL), TAIL);
  signal?.throwIfAborted();
  const magic = String.fromCharCode(...tail.subarray(4));
  if (magic === ENCRYPTED) return { problem: encrypted };
  if (source.size < 2 * TAIL || magic !== MAGIC)
    return { problem: truncated('Its last bytes are not those of a Parquet file.') };
  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  const start = source.size - TAIL - length;
  if (start < MAGIC.length)
    return { problem: truncated(`Its footer would be ${length} bytes long, more than the file.`) };
  const bytes = await source.read(start, Math.min(length, MOST_FOOTER));
  signal?.throwIfAborted();
  try {
    return tableOf(readFooter(bytes, length > MOST_FOOTER));
  } catch (error) {
    if (error instanceof Malformed) return { problem: explain(error) };
    throw error;
  }
}

function tableOf(footer: Footer): TableFact {
  const compression = footer.codec === undefined ? undefined : CODECS[footer.codec];
  return {
    format: 'parquet',
    columns: columnsOf(footer.elements).map(({ name, type, isPlain }) => {
      const nulls = isPlain && type.nullable ? countOf(footer.nulls?.get(name)) : undefined;
      if (nulls === undefined) return { name, type };
      return { name, type: { ...type, nullable: nulls > 0 }, nulls };
    }),
    rows: footer.rows,
    rowGroups: footer.rowGroups,
    ...(compression === undefined ? {} : { compression }),
  };
}

const countOf = (nulls: number | undefined): number | undefined =>
  nulls === undefined || Number.isNaN(nulls) || nulls < 0 ? undefined : nulls;

const copyAgain = 'Write or copy the file again and compare its size with the original.';

const encrypted: FactProblem = {
  code: 'encrypted',
  message: 'The footer is encrypted, so its columns are not known here.',
  hint: 'Declare the schema; or write the file with a plain footer.',
};

const truncated = (message: string): FactProblem => ({
  code: 'truncated',
  message: `The file was cut or is still being written. ${message}`,
  hint: copyAgain,
});

function explain({ kind, message }: Malformed): FactProblem {
  if (kind === 'limit') {
    return {
      code: 'too-large',
      message: `${message}.`,
      hint: 'No real writer makes such a file: check where it comes from.',
    };
  }
  return { code: 'damaged', message: `The footer makes no sense: ${message}.`, hint: copyAgain };
}
