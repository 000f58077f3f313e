import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitmix64 } from '../../inputs/splitmix64.ts';
import { locateLibrary } from './library-location.ts';
import { missingLibraries, neededLibraries } from './needed-libraries.ts';

const library = locateLibrary();
const isLinux = process.platform === 'linux';

describe('libraries that a library needs', () => {
  it.runIf(isLinux)('are read from the file', () => {
    expect(neededLibraries(readFileSync(library))).toEqual(
      expect.arrayContaining(['libc.so.6', 'libm.so.6']),
    );
  });

  it.runIf(isLinux)('are missing when the system does not find them', () => {
    expect(missingLibraries(library, () => true)).toEqual([]);
    expect(missingLibraries(library, (name) => name !== 'libm.so.6')).toEqual(['libm.so.6']);
  });

  it('are none in files that are no libraries, or broken ones', () => {
    expect(neededLibraries(Buffer.alloc(0))).toEqual([]);
    expect(neededLibraries(Buffer.from('MZ'.padEnd(200)))).toEqual([]);
    const head = Buffer.from(readFileSync(library).subarray(0, 4096));
    const random = splitmix64(3n);
    for (let round = 0; round < 500; round++) {
      const mutant = Buffer.from(head);
      for (let byte = 0; byte < 8; byte++) {
        mutant[5 + Math.floor(random.uniform() * 500)] = Math.floor(random.uniform() * 256);
      }
      expect(Array.isArray(neededLibraries(mutant))).toBe(true);
    }
  });
});
