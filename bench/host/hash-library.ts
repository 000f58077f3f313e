import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const pieceBytes = 1024 * 1024;

/**
 * SHA-256 of a file, read piece by piece so that this process stays small: its memory is measured. Null when there is no
 * such file to read.
 */
export function hashLibrary(path: string | undefined): string | null {
  if (path === undefined) return null;
  try {
    const hash = createHash('sha256');
    const piece = Buffer.alloc(pieceBytes);
    const file = openSync(path, 'r');
    try {
      for (let count; (count = readSync(file, piece)) > 0;) hash.update(piece.subarray(0, count));
    } finally {
      closeSync(file);
    }
    return hash.digest('hex');
  } catch {
    return null;
  }
}
