import { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readGpuFacts, readGpuState, watchGpuMemory } from './nvidia.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tenon-nvidia-'))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Stands for NVIDIA's program, which needs its driver; the answers are in the form that its manual describes. */
function answer(script: string): void {
  const path = join(folder, 'nvidia-smi');
  writeFileSync(path, `#!/bin/sh\ncase "$*" in\n${script}\nesac\n`);
  chmodSync(path, 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
}

const peakOf = (watch: ReturnType<typeof watchGpuMemory>): Promise<unknown> =>
  vi.waitFor(() => {
    const peak = watch.peak();
    if (peak === undefined) throw new Error('Nothing was told yet.');
    return peak;
  });

describe.skipIf(process.platform === 'win32')('the GPU of NVIDIA', () => {
  it('is described, with what it does not tell left open', async () => {
    answer(`
      *name,driver_version*) echo 'NVIDIA L4, 550.54.15, [N/A], 2040, 72.00' ;;
      *throttle*) echo '210, 0x0000000000000001' ;;`);
    expect(await readGpuFacts()).toEqual({
      name: 'NVIDIA L4',
      driver: '550.54.15',
      vbios: null,
      maxClock: 2040,
      powerLimit: 72,
    });
    expect(await readGpuState()).toEqual({ clock: 210, throttleReasons: '0x0000000000000001' });
  });

  it('is not there when its program is missing or refuses', async () => {
    vi.stubEnv('PATH', folder);
    expect(await readGpuFacts()).toBeUndefined();
    // Node sends the signal to a number that is not the child's: once it was that of this test's own group.
    const kill = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(false);
    const watch = watchGpuMemory(1);
    watch.stop();
    expect(watch.peak()).toBeUndefined();
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
    answer(`*) echo 'NVIDIA-SMI has failed'; exit 9 ;;`);
    expect(await readGpuState()).toBeUndefined();
  });

  it('tells the most memory that a process has used', async () => {
    answer(`
      *compute-apps*) printf '7, 100\\n42, 300\\n42, 200\\n'; exec sleep 60 ;;
      *) exec sleep 60 ;;`);
    const watch = watchGpuMemory(42);
    expect(await peakOf(watch)).toEqual({ peak: 300 * 1024 ** 2, by: 'process' });
    watch.stop();
  });

  it('tells what the whole device gained where it hides processes', async () => {
    answer(`
      *compute-apps*) exec sleep 60 ;;
      *) printf '500\\n900\\n600\\n'; exec sleep 60 ;;`);
    const watch = watchGpuMemory(42);
    expect(await peakOf(watch)).toEqual({ peak: 400 * 1024 ** 2, by: 'device' });
    watch.stop();
  });
});
