/**
 * Random access to the bytes of one file, wherever they lie. Offsets and lengths are bytes; they are plain
 * numbers, so files may be as large as 2^53 bytes.
 */
export interface ByteSource {
  readonly size: number;
  /** Returns up to `length` bytes; fewer only when the file ends. Rejects when the file cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
