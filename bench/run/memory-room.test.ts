import { freemem, totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { memoryRoom } from './memory-room.ts';

const GiB = 2 ** 30;
const from =
  (files: Readonly<Record<string, string>>) =>
  (path: string): string | undefined =>
    files[path];

describe('what is left of the memory', () => {
  it('is what the machine has without control groups', () => {
    const room = memoryRoom(from({}));
    expect(room.by).toBe('machine');
    expect(room.total).toBe(totalmem());
    if (process.platform === 'linux') expect(Math.abs(room.bytes - freemem())).toBeLessThan(2 * GiB);
  });

  it('is what a container has, whose pages of files can be given back', () => {
    const room = memoryRoom(
      from({
        '/proc/self/cgroup': '0::/pod/box\n',
        '/sys/fs/cgroup/pod/box/memory.max': 'max\n',
        '/sys/fs/cgroup/pod/box/memory.current': `${GiB / 2}\n`,
        '/sys/fs/cgroup/pod/memory.max': `${GiB}\n`,
        '/sys/fs/cgroup/pod/memory.current': `${GiB * 0.75}\n`,
        '/sys/fs/cgroup/pod/memory.stat': `anon 1\ninactive_file ${GiB / 4}\n`,
      }),
    );
    expect(room).toEqual({ bytes: GiB / 2, total: GiB, by: 'container' });
  });

  it('is what the first version of control groups says, also where the own group is shown as the root', () => {
    const room = memoryRoom(
      from({
        '/proc/self/cgroup': '5:cpu:/docker/1\n4:memory:/docker/1\n',
        '/sys/fs/cgroup/memory/memory.limit_in_bytes': `${GiB}\n`,
        '/sys/fs/cgroup/memory/memory.usage_in_bytes': `${2 * GiB}\n`,
      }),
    );
    expect(room).toEqual({ bytes: 0, total: GiB, by: 'container' });
  });

  it('a group without a limit is none', () => {
    const room = memoryRoom(
      from({
        '/proc/self/cgroup': '4:memory:/a\n',
        '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
        '/sys/fs/cgroup/memory/memory.usage_in_bytes': '5\n',
      }),
    );
    expect(room.by).toBe('machine');
  });
});
