import { Worker } from 'node:worker_threads';

/**
 * Ends this process when its parent is gone: a thread waits for the end of file descriptor 3, which the parent
 * holds open as long as it lives. Needed because a native call that never returns cannot notice anything.
 */
export function guardAgainstOrphanhood(): void {
  new Worker(waitForEnd, { eval: true }).unref();
}

const waitForEnd = `
  const { readSync } = require('node:fs');
  try {
    while (readSync(3, Buffer.alloc(64)) > 0);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
`;
