import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEngine } from '../engines.ts';
import { libraryVariable, locateLibrary } from './library-location.ts';
import { openOrtFfi } from './open-ort-ffi.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon own build 库 '));
const garbage = join(folder, 'libonnxruntime.so');
writeFileSync(garbage, 'no library');
beforeEach(() => vi.stubEnv('ORT_DISABLE_TELEMETRY', '1'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

describe('the engine on the C API', () => {
  it('opens the library that is named, whatever its path', async () => {
    const library = join(folder, 'the library 库.so');
    symlinkSync(locateLibrary(), library);
    const engine = await openOrtFfi(library);
    expect(engine.version).toMatch(/^1\.\d+\.\d+$/);
    expect(engine.library).toBe(library);
    await engine.close();
  });

  it.runIf(process.platform === 'linux')('leaves no memory on the disk when it crashes', async () => {
    await (await openOrtFfi()).close();
    const limits = readFileSync('/proc/self/limits', 'utf8');
    expect(limits).toMatch(/^Max core file size +0 +0 /m);
  });

  it('does not open what is no library, or another one', async () => {
    await expect(openOrtFfi(garbage)).rejects.toThrow(/load/i);
    await expect(openOrtFfi(process.execPath)).rejects.toThrow();
  });
});

describe('the best engine', () => {
  it('is the one on the C API', async () => {
    const { engine, fallbackReason } = await openEngine(undefined);
    expect(engine.name).toBe('ort-ffi');
    expect(fallbackReason).toBeUndefined();
    await engine.close();
  });

  it('is the other one where that does not start, with the reason', async () => {
    vi.stubEnv(libraryVariable, garbage);
    const { engine, fallbackReason } = await openEngine(undefined);
    expect(engine.name).toBe('ort-node');
    expect(fallbackReason).toMatch(/load/i);
    // The binding has a library of its own.
    expect(engine.library).not.toBe(garbage);
  });

  it('is none in place of one that is asked for by name', async () => {
    vi.stubEnv(libraryVariable, garbage);
    await expect(openEngine('ort-ffi')).rejects.toMatchObject({ code: 'engine/unavailable' });
    expect((await openEngine('ort-node')).fallbackReason).toBeUndefined();
  });
});
