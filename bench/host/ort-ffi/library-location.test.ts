import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { libraryVariable, locateLibrary } from './library-location.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon library 库 '));
afterAll(() => rmSync(folder, { recursive: true }));

function place(...path: readonly string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

describe('the native library', () => {
  it.each([
    ['linux', 'x64', 'libonnxruntime.so.1'],
    ['linux', 'arm64', 'libonnxruntime.so.1'],
    ['darwin', 'arm64', 'libonnxruntime.1.dylib'],
    ['win32', 'x64', 'onnxruntime.dll'],
  ])('of %s %s lies in the package as %s', (platform, arch, name) => {
    const file = place('package', 'bin', 'napi-v6', platform, arch, name);
    expect(locateLibrary({ platform, arch, env: {} }, join(folder, 'package'))).toBe(file);
  });

  it('is that of the package on this machine', () => {
    expect(locateLibrary({ ...machine(), env: {} })).toContain(join('onnxruntime-node', 'bin'));
  });

  it('is the one that the user names', () => {
    const own = place('own build', 'libonnxruntime.so');
    expect(locateLibrary({ ...machine(), env: { [libraryVariable]: own } })).toBe(own);
    const env = { [libraryVariable]: join(folder, 'nothing') };
    expect(() => locateLibrary({ ...machine(), env })).toThrow(/TENON_ORT_LIBRARY names .*nothing/);
  });

  it('is missed in words where the package has none', () => {
    const intelMac = { platform: 'darwin', arch: 'x64', env: {} };
    expect(() => locateLibrary(intelMac, join(folder, 'package'))).toThrow(/no library for darwin x64/);
  });
});

function machine(): { platform: string; arch: string } {
  return { platform: process.platform, arch: process.arch };
}
