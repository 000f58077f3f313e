import * as zlib from 'node:zlib';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type Compressors } from 'hyparquet';
import { openFile } from '../../../files/index.ts';
import { lacking, type RowsOutcome, type RowsWanted } from './rows.ts';

/** Reads the first rows of a Parquet file; only the columns that are wanted are unpacked. */
export async function parquetRows(
  path: string,
  { columns, limit, signal }: RowsWanted,
): Promise<RowsOutcome> {
  const opened = await openFile(path);
  if ('problem' in opened) return { problem: `cannot be read: ${opened.problem.message}` };
  const { source, close } = opened;
  try {
    const file = {
      byteLength: source.size,
      async slice(start: number, end = source.size): Promise<ArrayBuffer> {
        signal?.throwIfAborted();
        const bytes = await source.read(start, end - start);
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    const absent = lacking(columns, parquetSchema(metadata).children.map(({ element }) => element.name)); // prettier-ignore
    if (absent !== undefined) return absent;
    const rowEnd = Math.min(limit, Number(metadata.num_rows));
    const options = { file, metadata, columns: [...columns], rowStart: 0, rowEnd, compressors: COMPRESSORS };
    return { rows: await parquetReadObjects(options) };
  } finally {
    close();
  }
}

/** Only newer versions of Node unpack Zstandard; without it the reader names the codec. */
const zstd = (zlib as { readonly zstdDecompressSync?: (input: Uint8Array) => Uint8Array }).zstdDecompressSync;

const COMPRESSORS: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ...(zstd === undefined ? {} : { ZSTD: (input: Uint8Array) => zstd(input) }),
};
