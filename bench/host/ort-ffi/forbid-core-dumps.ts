import type * as Koffi from 'koffi';

/** `RLIMIT_CORE`, the same number on Linux and macOS. */
const coreFileSize = 4;

/**
 * Keeps a crash of this process from leaving its memory on the disk: a model of gigabytes would, each time. Does nothing
 * on Windows, and where the system does not let it.
 */
export function forbidCoreDumps(koffi: typeof Koffi): void {
  if (process.platform === 'win32') return;
  try {
    // struct rlimit { rlim_cur; rlim_max; }
    const none = new BigUint64Array(2);
    koffi.load(null).func('setrlimit', 'int', ['int', 'void *'])(coreFileSize, none);
  } catch {
    // A crash then leaves what this system leaves of crashes.
  }
}
