import type { WholeFile } from './node-fs.ts';

/** What the server uses of `node:stream/promises`: a file goes into a hash. An editor gives it as a whole only. */
export async function pipeline(file: WholeFile, into: { update(bytes: Uint8Array): unknown }): Promise<void> {
  into.update(await file.read());
}
