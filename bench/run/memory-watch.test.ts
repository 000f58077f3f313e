import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import type { MemoryRoom } from './memory-room.ts';
import { watchMemory, type MemoryExcess } from './memory-watch.ts';

const GiB = 2 ** 30;

/** A process that takes 400 MB, and what the watch says of it. */
async function watched(limit: number | undefined, ...rooms: readonly MemoryRoom[]): Promise<MemoryExcess> {
  const program = 'const kept = Buffer.alloc(4e8, 1); setInterval(() => kept.length, 1000); console.log(1)';
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const left = [...rooms];
  const room = left[0]!;
  const excess = await new Promise<MemoryExcess>((resolve) => {
    const watch = watchMemory(child.pid!, limit, resolve, () => left.shift() ?? rooms.at(-1) ?? room);
    onTestFinished(() => watch.stop());
  });
  child.kill('SIGKILL');
  await once(child, 'close');
  return excess;
}

// Elsewhere nobody looks.
it.runIf(['linux', 'darwin'].includes(process.platform)).each([
  [GiB / 4, [{ bytes: GiB, total: 2 * GiB, by: 'machine' }], { by: 'option', limit: GiB / 4 }],
  [undefined, [{ bytes: GiB / 4, total: GiB, by: 'container' }], { by: 'free', where: 'container' }],
  [
    undefined,
    [
      { bytes: 9 * GiB, total: 10 * GiB, by: 'machine' },
      { bytes: GiB / 100, total: 10 * GiB, by: 'machine' },
    ],
    { by: 'left', limit: GiB / 100, where: 'machine' },
  ],
] as const)('a process is noticed: limit %s, memory %j', async (limit, rooms, expected) => {
  const excess = await watched(limit, ...rooms);
  expect(excess).toMatchObject(expected);
  expect(excess.peak).toBeGreaterThan(expected.by === 'left' ? 64 * 2 ** 20 : GiB / 5);
});
