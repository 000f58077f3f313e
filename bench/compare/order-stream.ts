import { Worker } from 'node:worker_threads';
import type { Order } from './order.ts';

/**
 * The orders on file descriptor 3, as they come. A thread reads them, because a native call may keep this one busy;
 * at the end of the file the parent is gone, and the thread ends this process whatever it is doing.
 */
export async function* orderStream(): AsyncGenerator<Order> {
  const reader = new Worker(readLines, { eval: true });
  const waiting: Order[] = [];
  let wake: (() => void) | undefined;
  reader.on('message', (line: string) => {
    waiting.push(JSON.parse(line) as Order);
    wake?.();
  });
  for (;;) {
    const next = waiting.shift();
    if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else yield next;
  }
}

const readLines = `
  const { readSync } = require('node:fs');
  const { parentPort } = require('node:worker_threads');
  const buffer = Buffer.alloc(65536);
  let text = '';
  try {
    for (let count; (count = readSync(3, buffer)) > 0; ) {
      const lines = (text + buffer.toString('utf8', 0, count)).split('\\n');
      text = lines.pop();
      for (const line of lines) parentPort.postMessage(line);
    }
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
`;
