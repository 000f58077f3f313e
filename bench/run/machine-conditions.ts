import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';

/** What else the machine did while a case was measured; null where the system does not tell. */
export interface Disturbance {
  /** Share of the time in which the measuring thread was ready and waited for a core: 0.02 is 2 %. */
  readonly schedulerDelay: number | null;
  /** Share of the time in which anything on the machine waited for a core (Linux' pressure). */
  readonly pressure: number | null;
  /** Times a second that the measuring thread was put off its core. */
  readonly involuntarySwitches: number | null;
  /** Processes that were running or ready, in the mean of the last minute, when measuring began. */
  readonly load: number | null;
}

/** How fast the machine is allowed to be; null where the system does not tell. */
export interface PowerState {
  readonly source: 'mains' | 'battery' | null;
  /** Frequency governor of the first core, such as `performance` or `powersave`. */
  readonly governor: string | null;
  /** Times since start-up that a core was slowed down because it was hot. */
  readonly throttles: number | null;
}

/** Counters of one moment; two of them make a `Disturbance`. */
export interface Snapshot {
  /** Milliseconds of the steady clock. */
  readonly at: number;
  readonly delayNanoseconds: number | undefined;
  readonly pressureMicroseconds: number | undefined;
  readonly switches: number | undefined;
  readonly load: number | null;
}

/** Reads the counters of a process and of the machine. `root` stands for `/` in tests. */
export function takeSnapshot(pid: number | undefined, root = '/'): Snapshot {
  const process = join(root, 'proc', String(pid));
  const status = pid === undefined ? undefined : read(join(process, 'status'));
  const schedule = pid === undefined ? undefined : read(join(process, 'schedstat'));
  return {
    at: performance.now(),
    delayNanoseconds: numberIn(schedule, /^\d+ (\d+) /),
    pressureMicroseconds: numberIn(read(join(root, 'proc/pressure/cpu')), /^some .*total=(\d+)/m),
    switches: numberIn(status, /^nonvoluntary_ctxt_switches:\s*(\d+)/m),
    // Windows knows no such figure, and Node gives zeros there.
    load: globalThis.process.platform === 'win32' ? null : (loadavg()[0] ?? null),
  };
}

export function disturbanceBetween(before: Snapshot, after: Snapshot): Disturbance {
  const seconds = Math.max((after.at - before.at) / 1000, 1e-9);
  const perSecond = (from: number | undefined, to: number | undefined, unit: number): number | null =>
    from === undefined || to === undefined ? null : Math.max(0, to - from) / unit / seconds;
  return {
    schedulerDelay: perSecond(before.delayNanoseconds, after.delayNanoseconds, 1e9),
    pressure: perSecond(before.pressureMicroseconds, after.pressureMicroseconds, 1e6),
    involuntarySwitches: perSecond(before.switches, after.switches, 1),
    load: before.load,
  };
}

/** Mains or battery, governor and heat. `root` stands for `/` in tests. */
export function readPowerState(root = '/'): PowerState {
  const cores = join(root, 'sys/devices/system/cpu');
  const counts = list(cores)
    .filter((name) => /^cpu\d+$/.test(name))
    .map((name) => numberIn(read(join(cores, name, 'thermal_throttle/core_throttle_count')), /^(\d+)/))
    .filter((count) => count !== undefined);
  return {
    source: powerSource(join(root, 'sys/class/power_supply')),
    governor: read(join(cores, 'cpu0/cpufreq/scaling_governor'))?.trim() ?? null,
    throttles: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
  };
}

function powerSource(folder: string): PowerState['source'] {
  const supplies = list(folder).map((name) => join(folder, name));
  const of = (type: string): readonly string[] =>
    supplies.filter((supply) => read(join(supply, 'type'))?.trim() === type);
  // Batteries of a mouse or a keyboard say that they are a device's own.
  const batteries = of('Battery').filter((supply) => read(join(supply, 'scope'))?.trim() !== 'Device');
  if (batteries.some((supply) => read(join(supply, 'status'))?.trim() === 'Discharging')) return 'battery';
  const isOnline = of('Mains').some((supply) => read(join(supply, 'online'))?.trim() === '1');
  return isOnline || batteries.length > 0 ? 'mains' : null;
}

function list(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function numberIn(text: string | undefined, pattern: RegExp): number | undefined {
  const found = text === undefined ? undefined : pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
