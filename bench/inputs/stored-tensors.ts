import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../../files/disk/reason.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import type { StoredFill } from './fill.ts';
import { bytesOfData, dataFromBytes, type TensorData } from './tensor-data.ts';

/**
 * A file of tensor data that the benchmark's child reads: the plan itself travels as text, in which numbers would be
 * large and slow. Whoever plans the inputs disposes of it when the run is over.
 */
export class TensorStore {
  #file: { readonly folder: string; readonly path: string; readonly descriptor: number } | undefined;
  #end = 0;

  /** Adds one tensor, given batch by batch. The file is made when the first one comes. */
  add(from: StoredFill['from'], name: string, parts: Iterable<TensorData>): StoredFill {
    const { path, descriptor } = (this.#file ??= openStore());
    const places = [];
    for (const part of parts) {
      const bytes = bytesOfData(part);
      for (let written = 0; written < bytes.length;) {
        written += writeSync(descriptor, bytes, written, bytes.length - written, this.#end + written);
      }
      places.push({ offset: this.#end, bytes: bytes.length });
      this.#end += bytes.length;
    }
    return { kind: 'stored', from, name, path, parts: places };
  }

  dispose(): void {
    if (this.#file === undefined) return;
    const { folder, descriptor } = this.#file;
    this.#file = undefined;
    closeSync(descriptor);
    rmSync(folder, { recursive: true, force: true });
  }
}

function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-inputs-'));
  const path = join(folder, 'tensors');
  return { folder, path, descriptor: openSync(path, 'w', 0o600) };
}

/** Does work that stores tensors, and leaves nothing behind when it fails. A full disk is a problem, not an error. */
export async function withStore<T>(
  work: (store: TensorStore) => Promise<T> | T,
): Promise<{ readonly made: T } | { readonly problem: BenchmarkProblem }> {
  const store = new TensorStore();
  try {
    return { made: await work(store) };
  } catch (error) {
    store.dispose();
    if (typeof (error as NodeJS.ErrnoException).errno !== 'number') throw error;
    return {
      problem: {
        code: 'input/file',
        message: `The inputs cannot be stored for the run: ${reasonOf(error)}.`,
        hint: 'Free some space in the folder for temporary files, or name another one in TMPDIR.',
      },
    };
  }
}

/** Reads one batch of a stored tensor. Throws when the file is gone: the run outlived its plan. */
export function readStored(fill: StoredFill, dtype: string, part: number): TensorData {
  const place = fill.parts[part % fill.parts.length];
  if (place === undefined) throw new Error(`The stored input ${fill.name} has no batches.`);
  const bytes = new Uint8Array(place.bytes);
  const descriptor = openSync(fill.path, 'r');
  try {
    for (let filled = 0; filled < bytes.length;) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, place.offset + filled);
      if (count === 0) throw new Error(`The stored input ${fill.name} is cut off.`);
      filled += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return dataFromBytes(dtype, bytes);
}
