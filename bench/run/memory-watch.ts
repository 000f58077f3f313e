import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { memoryRoom, type MemoryRoom } from './memory-room.ts';

/** Why a process is ended; bytes. */
export interface MemoryExcess {
  /** Most that it had taken. */
  readonly peak: number;
  readonly limit: number;
  /** Somebody set the limit; otherwise it is what was free, or nothing is left but `limit`. */
  readonly by: 'option' | 'free' | 'left';
  readonly where: MemoryRoom['by'];
}

/** Share of the free memory that a model may take when nobody says otherwise. */
const usualShare = 0.9;
/** Below this share of all memory, but at most so many bytes, the system begins to kill. */
const [lastShare, lastBytes] = [0.02, 512 * 2 ** 20];
/** Growth after which it is worth asking what the machine has left. */
const step = 64 * 2 ** 20;
/** Milliseconds: a process fills some 200 MB in 50. Where a program has to be asked, it would disturb more often. */
const intervals: Partial<Record<NodeJS.Platform, number>> = { linux: 50, darwin: 500 };

export interface MemoryWatch {
  /** Most bytes that were seen; undefined before the first look, and where nobody can look. */
  peak(): number | undefined;
  stop(): void;
}

/**
 * Looks at the memory of a process from outside, for inside a native call nobody looks. Should the system have to kill
 * all the same, this process goes first, and not the editor.
 *
 * @param limit bytes; a share of what is free now when undefined
 * @param onExcess called once
 */
export function watchMemory(
  pid: number,
  limit: number | undefined,
  onExcess: (excess: MemoryExcess) => void,
  readRoom: () => MemoryRoom = memoryRoom,
): MemoryWatch {
  offerToTheKiller(pid);
  const room = readRoom();
  const most = limit ?? room.bytes * usualShare;
  let peak: number | undefined;
  let asked = 0;
  const every = intervals[process.platform];
  const timer = every === undefined ? undefined : setInterval(() => look(pid, judge), every);

  function judge(bytes: number): void {
    peak = Math.max(peak ?? 0, bytes);
    if (peak > most) end({ peak, limit: most, by: limit === undefined ? 'free' : 'option', where: room.by });
    else if (bytes > asked + step) {
      asked = bytes;
      const { bytes: left, total, by } = readRoom();
      if (left < Math.min(total * lastShare, lastBytes)) end({ peak, limit: left, by: 'left', where: by });
    }
  }

  function end(excess: MemoryExcess): void {
    clearInterval(timer);
    onExcess(excess);
  }

  return { peak: () => peak, stop: () => clearInterval(timer) };
}

/** Gives the resident bytes of a process, or nothing when it is gone. */
function look(pid: number, tell: (bytes: number) => void): void {
  if (process.platform === 'linux') {
    // The peak, so that nothing between two looks is missed.
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readStatus(pid))?.[1];
    if (kilobytes !== undefined) tell(Number(kilobytes) * 1024);
    return;
  }
  execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, output) => {
    const bytes = Number(output) * 1024;
    if (!error && bytes > 0) tell(bytes);
  });
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

/** Raising one's own share of the blame needs no rights. */
function offerToTheKiller(pid: number): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // It is gone already, or the system does not let us.
  }
}
