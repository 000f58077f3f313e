import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Signature } from '../../files/onnx/index.ts';

export interface HashedFile {
  /** Relative to the model's folder, as the model writes it; the model's own name for itself. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface HashedModel {
  readonly file: HashedFile;
  /** Weights that lie beside it, sorted by path. */
  readonly external: readonly HashedFile[];
}

/** Streams the model and its external weights through SHA-256. Rejects when a file can't be read, or on abort. */
export async function hashModel(
  model: string,
  name: string,
  signature: Signature,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onBytes: (bytes: number, of: number) => void;
  },
): Promise<HashedModel> {
  const locations = [...new Set(signature.externalData.map((tensor) => tensor.location))].sort();
  const files = [
    { path: name, at: model },
    ...locations.map((location) => ({ path: location, at: join(dirname(model), location) })),
  ];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file.at)).size));
  const of = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  const hashed: HashedFile[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    let bytes = 0;
    const stream = createReadStream(file.at, { highWaterMark: 1024 * 1024, ...signalOf(options.signal) });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      options.onBytes((done += chunk.length), of);
    }
    hashed.push({ path: file.path, bytes, sha256: hash.digest('hex') });
  }
  return { file: hashed[0] as HashedFile, external: hashed.slice(1) };
}

function signalOf(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
