import { readSync, writeSync } from 'node:fs';
import type { HostMessage, Plan } from './messages.ts';

const planDescriptor = 3;
const answerDescriptor = 4;

/** Waits for the plan: the first line on file descriptor 3. Undefined when the parent is gone. */
export function receivePlan(): Plan | undefined {
  const parts: Buffer[] = [];
  const buffer = Buffer.alloc(64 * 1024);
  for (;;) {
    const count = readSync(planDescriptor, buffer);
    if (count === 0) return undefined;
    const part = Buffer.from(buffer.subarray(0, count));
    parts.push(part);
    if (part.includes(0x0a)) return JSON.parse(Buffer.concat(parts).toString('utf8')) as Plan;
  }
}

/** Sends before it returns: what follows may be the end of this process. */
export function send(message: HostMessage): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  let sent = 0;
  while (sent < bytes.length) {
    try {
      sent += writeSync(answerDescriptor, bytes, sent);
    } catch (error) {
      // The parent reads more slowly than this process writes, on systems whose pipes do not block.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
