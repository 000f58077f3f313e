import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The first NVIDIA GPU, as its driver describes it. */
export interface GpuFacts {
  readonly name: string;
  readonly driver: string;
  readonly vbios: string | null;
  /** Highest clock of its cores in MHz, and the power that it may draw in W; null where it does not tell. */
  readonly maxClock: number | null;
  readonly powerLimit: number | null;
}

/** Clocks in MHz; the mask of reasons why it runs slower than it could, in the driver's own bits. */
export interface GpuState {
  readonly clock: number | null;
  readonly throttleReasons: string | null;
}

/** Bytes of GPU memory that the child used at most, and how that is known. */
export interface GpuMemory {
  readonly peak: number;
  /** `process` is the driver's own figure for the child; `device` is what the whole GPU gained meanwhile. */
  readonly by: 'process' | 'device';
}

const csv = '--format=csv,noheader,nounits';
const mebibyte = 1024 ** 2;

/** Undefined without an NVIDIA driver. */
export async function readGpuFacts(signal?: AbortSignal): Promise<GpuFacts | undefined> {
  const row = await query('name,driver_version,vbios_version,clocks.max.sm,power.limit', signal);
  const [name, driver, vbios, maxClock, powerLimit] = row ?? [];
  if (name === undefined || driver === undefined) return undefined;
  return {
    name,
    driver,
    vbios: told(vbios) ?? null,
    maxClock: number(maxClock),
    powerLimit: number(powerLimit),
  };
}

export async function readGpuState(signal?: AbortSignal): Promise<GpuState | undefined> {
  const row = await query('clocks.sm,clocks_throttle_reasons.active', signal);
  return row === undefined ? undefined : { clock: number(row[0]), throttleReasons: told(row[1]) ?? null };
}

/** Watches the GPU's memory ten times a second until `stop`. */
export function watchGpuMemory(pid: number): {
  /** The most so far; undefined when nothing was told. */
  readonly peak: () => GpuMemory | undefined;
  readonly stop: () => void;
} {
  let ofProcess: number | undefined;
  let first: number | undefined;
  let most: number | undefined;
  const apps = follow(['--query-compute-apps=pid,used_memory', csv, '-lms', '100'], (line) => {
    const [id, used] = line.split(',').map((cell) => number(cell.trim()));
    if (id === pid && used !== null && used !== undefined) ofProcess = Math.max(ofProcess ?? 0, used);
  });
  const device = follow(['--query-gpu=memory.used', '--id=0', csv, '-lms', '100'], (line) => {
    const used = number(line.trim());
    if (used === null) return;
    first ??= used;
    most = Math.max(most ?? used, used);
  });
  return {
    peak() {
      if (ofProcess !== undefined) return { peak: ofProcess * mebibyte, by: 'process' };
      // Inside a container the driver shows other process ids, or none.
      if (first === undefined || most === undefined || most <= first) return undefined;
      return { peak: (most - first) * mebibyte, by: 'device' };
    },
    stop() {
      // Without the program there is no child, and until the error is told Node signals whatever number it finds.
      for (const each of [apps, device]) if (each.pid !== undefined) each.kill('SIGKILL');
    },
  };
}

function follow(args: readonly string[], onLine: (line: string) => void): ChildProcess {
  const child = spawn('nvidia-smi', args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  // Without the program there is nothing to see.
  child.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', onLine);
  return child;
}

function query(fields: string, signal: AbortSignal | undefined): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const options = { timeout: 10_000, windowsHide: true, ...(signal === undefined ? {} : { signal }) };
    execFile('nvidia-smi', [`--query-gpu=${fields}`, '--id=0', csv], options, (error, stdout) =>
      resolve(
        error === null
          ? stdout
              .trim()
              .split(',')
              .map((cell) => cell.trim())
          : undefined,
      ),
    );
  });
}

/** Undefined for `[N/A]` and the like. */
function told(cell: string | undefined): string | undefined {
  return cell === undefined || cell === '' || cell.startsWith('[') ? undefined : cell;
}

function number(cell: string | undefined): number | null {
  const value = Number(told(cell) ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
