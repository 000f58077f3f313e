import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { FilledTensor } from '../inputs/fill-tensors.ts';
import { layoutOf } from './dtype.ts';

/** One tensor in a block's first line. Texts stand there themselves; numbers follow the line as so many bytes. */
interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes?: number;
  readonly texts?: readonly string[];
}

const newline = 0x0a;

/**
 * Writes the outputs of runs, one block for each: a line of JSON and the tensors' bytes behind it, in this machine's byte
 * order. It is for a parent and its child, not for keeping. Throws when the file can't be written.
 */
export class TensorFile {
  readonly #file: number;
  readonly #hash = createHash('sha256');

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  add(tensors: readonly FilledTensor[]): void {
    const entries = tensors.map(({ name, dtype, shape, data }): Entry => {
      const rest = ArrayBuffer.isView(data) ? { bytes: data.byteLength } : { texts: data };
      return { name, dtype, shape, ...rest };
    });
    this.#write(Buffer.from(`${JSON.stringify(entries)}\n`));
    for (const { data } of tensors) {
      if (ArrayBuffer.isView(data))
        this.#write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  }

  /** SHA-256 of what was written. */
  close(): string {
    closeSync(this.#file);
    return this.#hash.digest('hex');
  }

  #write(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  }
}

/** Reads what a `TensorFile` wrote: the tensors of each run. Throws for any other file, and for one that was cut off. */
export function readTensorFile(path: string): readonly (readonly FilledTensor[])[] {
  const file = readFileSync(path);
  const runs: FilledTensor[][] = [];
  for (let at = 0; at < file.length;) {
    const lineEnd = file.indexOf(newline, at);
    const entries = JSON.parse(file.toString('utf8', at, lineEnd)) as readonly Entry[];
    at = lineEnd + 1;
    const run: FilledTensor[] = [];
    for (const { name, dtype, shape, bytes = 0, texts } of entries) {
      if (at + bytes > file.length) throw new Error(`${path} ends within tensor "${name}".`);
      // A copy begins at an address that suits every element type.
      const copy = Uint8Array.from(file.subarray(at, at + bytes));
      run.push({ name, dtype, shape, data: texts ?? layoutOf(dtype).view(copy.buffer) });
      at += bytes;
    }
    runs.push(run);
  }
  return runs;
}
