import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path/posix';

/** Bytes that a process can still take before somebody has to be killed for it. */
export interface MemoryRoom {
  readonly bytes: number;
  /** All that there is where `bytes` are left. */
  readonly total: number;
  readonly by: 'machine' | 'container';
}

type ReadText = (path: string) => string | undefined;

/** What is left on the machine or in the control groups around this process, whichever is less. */
export function memoryRoom(read: ReadText = readText): MemoryRoom {
  const total = totalmem();
  // On macOS the free pages alone say next to nothing: what can be reclaimed is not counted among them.
  const machine: MemoryRoom = {
    bytes: process.platform === 'darwin' ? total * 0.8 : freemem(),
    total,
    by: 'machine',
  };
  return controlGroups(read).reduce((least, each) => (each.bytes < least.bytes ? each : least), machine);
}

/** Files of the two versions of control groups. */
const versions = [
  { limit: 'memory.max', usage: 'memory.current', inactive: 'inactive_file' },
  { limit: 'memory.limit_in_bytes', usage: 'memory.usage_in_bytes', inactive: 'total_inactive_file' },
] as const;

/** A limit may stand at any group above this process; a container often shows its own group as the root. */
function controlGroups(read: ReadText): readonly MemoryRoom[] {
  const folders = new Set<string>();
  for (const line of (read('/proc/self/cgroup') ?? '').split('\n')) {
    const [, , controllers, path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined) continue;
    const mount =
      controllers === ''
        ? '/sys/fs/cgroup'
        : controllers?.split(',').includes('memory') === true
          ? '/sys/fs/cgroup/memory'
          : undefined;
    if (mount === undefined) continue;
    for (let at = path; at !== '/'; at = dirname(at)) folders.add(join(mount, at));
    folders.add(mount);
  }
  return [...folders].flatMap((folder) => versions.flatMap((version) => roomIn(folder, version, read) ?? []));
}

function roomIn(
  folder: string,
  { limit, usage, inactive }: (typeof versions)[number],
  read: ReadText,
): MemoryRoom | undefined {
  const [most, used] = [limit, usage].map((name) => Number(read(join(folder, name)) ?? Number.NaN));
  // Without a limit the file says `max`, or a number beyond all memory.
  if (!Number.isFinite(most) || !Number.isFinite(used) || most! > totalmem()) return undefined;
  // Pages of files that nobody uses are given back before anybody is killed.
  const statistics = read(join(folder, 'memory.stat')) ?? '';
  const reclaimable = Number(new RegExp(`^${inactive} (\\d+)$`, 'm').exec(statistics)?.[1] ?? 0);
  return { bytes: Math.max(0, most! - used! + reclaimable), total: most!, by: 'container' };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
