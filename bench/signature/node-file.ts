import { closeSync, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ByteSource } from './byte-source.ts';
import type { FileProblem } from './file-problem.ts';
import { checkExternalData } from './external-data.ts';
import { readSignature } from './read-signature.ts';
import type { Signature } from './signature.ts';

/** Opens a file for reading by position; the caller closes it. */
export async function openFile(
  path: string,
): Promise<{ source: ByteSource; close: () => void } | { problem: FileProblem }> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { problem: notAFile };
    const descriptor = openSync(path, 'r');
    return { source: fileSource(descriptor, facts.size), close: () => closeSync(descriptor) };
  } catch (error) {
    return { problem: openProblem(error) };
  }
}

/**
 * Reads a model file's signature and checks that its external weights are there. Throws only when `signal`
 * is aborted.
 */
export async function readSignatureFile(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<{ signature: Signature } | { problem: FileProblem }> {
  const file = await openFile(path);
  if ('problem' in file) return file;
  try {
    const read = await readSignature(file.source, options);
    if ('problem' in read) return read;
    const [problem] = await checkExternalData(read.signature, sizeBeside(path));
    return problem === undefined ? read : { problem };
  } finally {
    file.close();
  }
}

/** Sizes of files named relative to the folder of `modelPath`, for `checkExternalData`. */
function sizeBeside(modelPath: string): (relativePath: string) => Promise<number | undefined> {
  return async (relativePath) => {
    const facts = await stat(join(dirname(modelPath), relativePath)).catch(() => undefined);
    return facts?.isFile() === true ? facts.size : undefined;
  };
}

const readsBetweenPauses = 256;

/**
 * Small synchronous reads: a thousand jumps cost milliseconds this way and a second through the thread pool.
 * A pause now and then lets other work and a cancellation through.
 */
function fileSource(descriptor: number, size: number): ByteSource {
  let reads = 0;
  return {
    size,
    async read(offset, length) {
      if (++reads % readsBetweenPauses === 0) await setImmediate();
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const count = readSync(descriptor, bytes, filled, length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
  };
}

const notAFile: FileProblem = {
  code: 'not-a-file',
  message: 'This is a folder or a device, not a file.',
  hint: 'Name the .onnx file itself.',
};

function openProblem(error: unknown): FileProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { code: 'missing', message: 'There is no such file.', hint: 'Check the path.' };
  }
  return {
    code: 'unreadable',
    message: `The file cannot be read: ${code ?? message}.`,
    hint: 'Check its permissions and the disk.',
  };
}
