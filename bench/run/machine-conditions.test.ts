import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchmarkResult, CaseResult } from './benchmark-result.ts';
import { disturbanceBetween, readPowerState, takeSnapshot, type PowerState } from './machine-conditions.ts';
import { remarksOn } from './remarks.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'tenon-machine-'))));
afterEach(() => rmSync(root, { recursive: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const supply = (name: string, facts: Readonly<Record<string, string>>): void =>
  put(
    Object.fromEntries(
      Object.entries(facts).map(([fact, text]) => [`sys/class/power_supply/${name}/${fact}`, `${text}\n`]),
    ),
  );

describe('the machine', () => {
  it('tells nothing on a system without these files', () => {
    expect(readPowerState(root)).toEqual({ source: null, governor: null, throttles: null });
    const snapshot = takeSnapshot(1, root);
    expect(disturbanceBetween(snapshot, snapshot)).toMatchObject({ schedulerDelay: null, pressure: null });
  });

  it('runs on its battery, its governor saves power, and it was hot', () => {
    supply('AC', { type: 'Mains', online: '0' });
    supply('BAT0', { type: 'Battery', status: 'Discharging' });
    put({
      'sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
      'sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count': '3\n',
      'sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count': '4\n',
    });
    expect(readPowerState(root)).toEqual({ source: 'battery', governor: 'powersave', throttles: 7 });
  });

  it('has a mouse with a battery, and runs on mains', () => {
    supply('AC', { type: 'Mains', online: '1' });
    supply('hid-mouse', { type: 'Battery', status: 'Discharging', scope: 'Device' });
    expect(readPowerState(root).source).toBe('mains');
  });

  it('shows how long a thread waited for a core', () => {
    const at = (milliseconds: number, delay: number, total: number): ReturnType<typeof takeSnapshot> => {
      put({
        'proc/7/schedstat': `1000 ${delay} 5\n`,
        'proc/7/status': 'Name:\tnode\nnonvoluntary_ctxt_switches:\t10\n',
        'proc/pressure/cpu': `some avg10=0.00 avg60=0.00 avg300=0.00 total=${total}\nfull avg10=0 total=0\n`,
      });
      return { ...takeSnapshot(7, root), at: milliseconds };
    };
    const found = disturbanceBetween(at(0, 1e6, 1000), at(1000, 51e6, 201_000));
    expect(found).toMatchObject({ schedulerDelay: 0.05, pressure: 0.2, involuntarySwitches: 0 });
  });
});

describe('remarks', () => {
  const quiet: PowerState = { source: 'mains', governor: 'performance', throttles: 0 };
  const measured = {
    scenario: 'server',
    batch: 1,
    rate: 250,
    samples: 1000,
    waiting: 0,
    noise: { grade: 'A', spread: 0.01 },
    warmup: { stable: true },
  } as CaseResult;
  const result = { machine: { provider: 'cuda' }, cases: [measured] } as unknown as BenchmarkResult;
  const codes = (change: Partial<BenchmarkResult>, before = quiet, after = before): string[] =>
    remarksOn({ ...result, ...change }, before, after).map(({ code }) => code);

  it('are none on a quiet machine', () => expect(codes({})).toEqual([]));

  it('tell of battery, governor and heat', () => {
    const tired: PowerState = { source: 'battery', governor: 'powersave', throttles: 2 };
    expect(codes({}, tired)).toEqual(['machine/battery', 'machine/governor']);
    expect(codes({}, quiet, { ...quiet, throttles: 1 })).toEqual(['machine/throttled']);
  });

  it('tell of a case that was disturbed, unsteady or overloaded', () => {
    const disturbance = { schedulerDelay: 0.2, pressure: 0.5, involuntarySwitches: 9, load: 4 };
    const bad: CaseResult = {
      ...measured,
      waiting: 300,
      disturbance,
      noise: { grade: 'C', spread: 0.3 },
      warmup: { slices: 9, seconds: 5, stable: false },
    };
    expect(codes({ cases: [bad] })).toEqual([
      'bench/noisy',
      'bench/unstable',
      'machine/busy',
      'bench/overloaded',
    ]);
  });

  it('tell of nodes that stayed on the processor, and of the slower engine', () => {
    const placement = {
      nodes: [
        { provider: 'CUDAExecutionProvider', nodes: 28, seconds: 0.1 },
        { provider: 'CPUExecutionProvider', nodes: 11, seconds: 0.1 },
      ],
      operators: [],
    };
    const remarks = remarksOn(
      { ...result, placement, engine: { name: 'ort-node', fallbackReason: 'no library' } },
      quiet,
      quiet,
    );
    expect(remarks.map(({ message }) => message)).toEqual([
      'The slower engine ort-node ran, for the better one does not work here: no library',
      '11 of 39 nodes ran on the processor, not on cuda.',
    ]);
  });
});
