import { closeSync, open, read, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ByteSource } from '../bytes/byte-source.ts';
import { reasonOf } from './reason.ts';
import { withRetry } from './retry.ts';

/** Why a file could not be opened, in words for the person who has to mend it. */
export interface OpenProblem {
  readonly code: 'missing' | 'not-a-file' | 'unreadable';
  readonly message: string;
  readonly hint: string;
}

/** Opens a file for reading by position; the caller closes it. */
export async function openFile(
  path: string,
): Promise<{ source: ByteSource; close: () => void } | { problem: OpenProblem }> {
  try {
    const facts = await stat(path);
    // A pipe or a device would be waited for without end.
    if (!facts.isFile()) return { problem: notAFile };
    const descriptor = await withRetry(() => openDescriptor(path, 'r'));
    return { source: fileSource(descriptor, facts.size), close: () => closeSync(descriptor) };
  } catch (error) {
    return { problem: openProblem(error) };
  }
}

const openDescriptor = promisify(open);
const readDescriptor = promisify(read);

const readsBetweenPauses = 256;

/**
 * The first read goes through the thread pool: a drive that does not answer shows itself there, and holds
 * up nobody else. The others are small synchronous reads: a thousand jumps cost milliseconds
 * this way and a second through the thread pool. A pause now and then lets other work and a cancellation through.
 */
function fileSource(descriptor: number, size: number): ByteSource {
  let reads = 0;
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      if (reads++ === 0) await readDescriptor(descriptor, bytes, 0, Math.min(bytes.length, 1), offset);
      if (reads % readsBetweenPauses === 0) await setImmediate();
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
  };
}

const notAFile: OpenProblem = {
  code: 'not-a-file',
  message: 'This is a folder or a device, not a file.',
  hint: 'Name the file itself.',
};

function openProblem(error: unknown): OpenProblem {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { code: 'missing', message: 'There is no such file.', hint: 'Check the path.' };
  }
  return {
    code: 'unreadable',
    message: `The file cannot be read: ${reasonOf(error)}.`,
    hint: 'Check its permissions and the disk.',
  };
}
