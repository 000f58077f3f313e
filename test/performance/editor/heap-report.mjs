// Loaded into a server by `node --expose-gc --import`: says on request how much the heap holds.
import process from 'node:process';

process.on('SIGUSR2', () => {
  globalThis.gc();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
